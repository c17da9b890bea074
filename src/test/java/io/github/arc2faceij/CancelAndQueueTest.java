package io.github.arc2faceij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.Mix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left when the user stops a generation, what it shows meanwhile, and how several wait for each other. */
class CancelAndQueueTest {

    private static final int STEPS = 3;

    private static Arc2Face arc2face;
    private static Identity astronaut;
    private static int size;

    @BeforeAll
    static void identify() throws IOException {
        arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU);
        size = arc2face.pictureSize(Progress.NONE);
        Picture photo = TestPictures.of(
                ImageIO.read(Path.of("test-images/astronaut.png").toFile()));
        astronaut = arc2face.identify(
                photo,
                arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                        .get(0),
                Progress.NONE);
    }

    @AfterAll
    static void close() {
        arc2face.close();
    }

    @Test
    void whileAllPicturesAreDenoisedTogetherNoneIsFinished() {
        CancellationException e = assertThrows(
                CancellationException.class,
                () -> arc2face.generate(request(), stopAt(task -> task.equals("Denoising 3/3"))));
        assertFalse(e instanceof CancelledGenerationException);
    }

    @Test
    void decodedPicturesAreKeptAndTheRecipeCountsThem() {
        Generation whole = arc2face.generate(request(), Progress.NONE);
        assertNull(whole.recipe().finished());
        CancelledGenerationException e = assertThrows(
                CancelledGenerationException.class,
                () -> arc2face.generate(request(), stopAt(task -> task.equals("Decoding 2/2"))));
        assertEquals(1, e.finished().pictures().size());
        assertArrayEquals(
                whole.pictures().get(0).rgb(), e.finished().pictures().get(0).rgb());
        assertEquals(1, e.finished().recipe().finished());
        assertEquals(2, e.finished().recipe().count(), "the noise of both was drawn");
    }

    @Test
    void wholeFramesAreKept() {
        GenerationRequest other = request().withMix(new Mix(List.of("a", "b"), 0.5, "Linear"));
        List<GenerationRequest> frames = List.of(request(), other, other);
        Generation whole = arc2face.generateFrames(frames, Progress.NONE);
        int[] decoded = new int[1];
        CancelledGenerationException e = assertThrows(
                CancelledGenerationException.class,
                () -> arc2face.generateFrames(
                        frames, stopAt(task -> task.startsWith("Decoding") && ++decoded[0] == 6)));
        Recipe recipe = e.finished().recipe();
        assertEquals(4, e.finished().pictures().size());
        assertEquals(4, recipe.finished());
        assertEquals(2, recipe.frames().size());
        assertArrayEquals(
                whole.pictures().get(3).rgb(), e.finished().pictures().get(2).rgb());
    }

    @Test
    void everyStepIsSketchedForWhoeverLooksAndTheLastSketchIsLikeThePicture() {
        List<List<Picture>> sketches = new ArrayList<>();
        Progress looking = new Progress() {
            @Override
            public void report(String task, double fraction) {}

            @Override
            public void sketch(Supplier<List<Picture>> pictures) {
                sketches.add(pictures.get());
            }
        };
        List<Picture> pictures = arc2face.generate(request(), looking).pictures();
        assertEquals(STEPS, sketches.size());
        for (int i = 0; i < pictures.size(); i++) {
            Picture sketch = sketches.get(STEPS - 1).get(i);
            assertEquals(16, sketch.width());
            assertTrue(meanDifference(sketch, pictures.get(i)) < 16, "of 255");
        }
        assertArrayEquals(
                pictures.get(1).rgb(),
                arc2face.generate(request(), Progress.NONE).pictures().get(1).rgb(),
                "looking changes nothing");
    }

    @Test
    @Timeout(60)
    void aSecondGenerationWaitsSaysSoAndCanBeCancelledMeanwhile() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Generation> first = start((task, fraction) -> {
            running.countDown();
            await(goOn);
        });
        running.await();
        List<String> told = new ArrayList<>();
        CompletableFuture<Generation> second = start((task, fraction) -> {
            told.add(task);
            throw new CancellationException();
        });
        Throwable cancelled =
                assertThrows(CompletionException.class, second::join).getCause();
        assertTrue(cancelled instanceof CancellationException);
        assertEquals(List.of("Waiting until another command is done"), told);
        assertFalse(first.isDone());
        goOn.countDown();
        assertEquals(2, first.join().pictures().size());
    }

    @Test
    @Timeout(60)
    void memoryIsReleasedOnlyWhenNobodyUsesIt() throws Exception {
        Arc2Face shared = Arc2Face.shared(Settings.DEFAULT);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Generation> run = CompletableFuture.supplyAsync(
                () -> shared.generate(request(), (task, fraction) -> {
                    running.countDown();
                    await(goOn);
                }),
                task -> new Thread(task).start());
        running.await();
        Arc2Face.releaseSharedWhenIdle();
        assertSame(shared, Arc2Face.shared(Settings.DEFAULT));
        goOn.countDown();
        run.join();
        Arc2Face.releaseSharedWhenIdle();
        assertNotSame(shared, Arc2Face.shared(Settings.DEFAULT));
        Arc2Face.closeUnlessShared(shared);
        Arc2Face.releaseShared();
    }

    private static CompletableFuture<Generation> start(Progress progress) {
        return CompletableFuture.supplyAsync(
                () -> arc2face.generate(request(), progress), task -> new Thread(task).start());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Progress stopAt(Predicate<String> task) {
        return (current, fraction) -> {
            if (task.test(current)) {
                throw new CancellationException();
            }
        };
    }

    private static double meanDifference(Picture sketch, Picture picture) {
        int cell = picture.width() / sketch.width();
        double sum = 0;
        for (int i = 0; i < sketch.rgb().length; i++) {
            int x = i / 3 % sketch.width() * cell;
            int y = i / 3 / sketch.width() * cell;
            double mean = 0;
            for (int k = 0; k < cell * cell; k++) {
                mean += (double) picture.get(x + k % cell, y + k / cell, i % 3) / (cell * cell);
            }
            sum += Math.abs(mean - (sketch.rgb()[i] & 0xff));
        }
        return sum / sketch.rgb().length;
    }

    private static GenerationRequest request() {
        Sampling two = new Sampling(2, STEPS, 3, SamplerType.EULER_A, 7, Noise.CPU, size, size);
        return new GenerationRequest(astronaut, "astronaut.png, face 1", two);
    }
}
