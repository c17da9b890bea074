package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.NotEnoughMemoryException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.appearance.ReferenceAdapter;
import io.github.arc2faceij.condition.appearance.ReferenceConditioning;
import io.github.arc2faceij.condition.appearance.ReferenceUNet;
import io.github.arc2faceij.condition.expression.Expression;
import io.github.arc2faceij.condition.expression.ExpressionCondition;
import io.github.arc2faceij.condition.pose.ControlNetConditioning;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.PassMemory;
import io.github.arc2faceij.diffusion.network.Pixels;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.noise.NoiseSource;
import io.github.arc2faceij.diffusion.noise.TorchCpuNoise;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.sampler.Sampler;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.Goldens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the goldens do not say: progress, stopping, image-to-image and what is refused, on the bundled model. */
class PipelineTest {

    private static final float[] IDENTITY =
            Goldens.load("mini/encoder.safetensors").get("id").data();
    private static final int SIZE = 128;

    private static TestModel model;

    @BeforeAll
    static void openModel() {
        model = TestModel.open(
                ModelFolder.bundled().root(), ModelFolder.bundled().tokenizer());
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void progressNamesEveryStepAndRises() {
        List<String> tasks = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        model.pipeline().generate(request(2, 3, SIZE), (task, fraction) -> {
            tasks.add(task);
            fractions.add(fraction);
        });
        assertEquals(
                List.of(
                        "Encoding the prompt",
                        "Denoising 1/3",
                        "Denoising 2/3",
                        "Denoising 3/3",
                        "Decoding 1/2",
                        "Decoding 2/2"),
                tasks);
        assertEquals(fractions.stream().sorted().toList(), fractions);
        assertTrue(fractions.get(5) < 1);
    }

    @Test
    void aWishToStopIsHeardWithinAStepAndTheNextCallWorks() {
        Progress impatient = new Progress() {
            private boolean denoising;

            @Override
            public void report(String task, double fraction) {
                denoising = task.equals("Denoising 1/500");
            }

            @Override
            public void checkCancelled() {
                if (denoising) {
                    throw new CancellationException();
                }
            }
        };
        PipelineRequest endless = request(1, 500, SIZE);
        assertThrows(CancellationException.class, () -> model.pipeline().generate(endless, impatient));
        assertEquals(1, generate(request(1, 1, SIZE)).pictures().size());
    }

    @Test
    void theSameRequestGivesTheSamePixels() {
        Picture first = generate(request(1, 2, SIZE)).pictures().get(0);
        assertArrayEquals(
                first.rgb(), generate(request(1, 2, SIZE)).pictures().get(0).rgb());
    }

    @Test
    void anySizeOfWholeLatentsCanBeMade() {
        Sampling wide = new Sampling(1, 1, 3, SamplerType.DPMPP_2M, 0, Noise.CPU, 136, 72);
        Picture picture =
                generate(new PipelineRequest(IDENTITY, wide)).pictures().get(0);
        assertEquals(List.of(136, 72), List.of(picture.width(), picture.height()));
        ModelFolder bundled = ModelFolder.bundled();
        assertEquals(SIZE, model.pipeline().nativeSize());
        assertEquals(SIZE, Pipeline.nativeSize(bundled.unet(), bundled.vae()));
    }

    @Test
    void imageToImageDrawsThePosteriorAndThenTheNoiseFromOneStream() {
        Picture picture = generate(request(1, 1, SIZE)).pictures().get(0);
        Sampling sampling = new Sampling(2, 10, 0, SamplerType.DPMPP_2M, 5, Noise.CPU, SIZE, SIZE)
                .withGenerators(Generators.SHARED);
        Tensor latents = generate(new PipelineRequest(IDENTITY, sampling).withStart(new StartPicture(picture, 0.1)))
                .latents();

        NoiseSource noise = new TorchCpuNoise(5);
        Vae.Posterior posterior = model.vae().encode(Pixels.toTensor(picture), Progress.NONE);
        Tensor encoded = noise.normal(1, 4, 16, 16);
        for (int i = 0; i < encoded.size(); i++) {
            double deviation = Math.exp(0.5 * posterior.logVariance().data()[i]);
            double drawn = posterior.mean().data()[i] + deviation * encoded.data()[i];
            encoded.data()[i] = (float) (drawn * model.vae().scalingFactor());
        }
        Sampler sampler =
                SamplerType.DPMPP_2M.sampler(Schedule.read(ModelFolder.bundled().schedulerConfig()), 10, 0.1);
        Tensor start = sampler.start(encoded.repeat(2), noise.normal(2, 4, 16, 16));
        Tensor context = Goldens.load("mini/encoder.safetensors").get("prompt").repeat(2);
        Tensor predicted =
                model.unet().predictNoise(start, sampler.levels().timestep(0), context, PassInputs.NONE, Progress.NONE);
        assertClose(sampler.step(0, start, predicted, noise), latents, 1e-3, "latents");
    }

    @Test
    void lessStrengthKeepsMoreOfTheStart() {
        Picture start = generate(request(1, 10, SIZE)).pictures().get(0);
        Sampling other = new Sampling(1, 10, 3, SamplerType.DPMPP_2M, 7, Noise.CPU, SIZE, SIZE);
        PipelineRequest request = new PipelineRequest(IDENTITY, other);
        double kept = distance(start, generate(request.withStart(new StartPicture(start, 0.2))));
        double changed = distance(start, generate(request.withStart(new StartPicture(start, 1))));
        assertTrue(kept < changed / 2, kept + " and " + changed);
    }

    @Test
    void picturesThatAreNotWholeLatentsAreRefused() {
        assertRefused("The model cannot make pictures of 100 x 100 pixels. Give multiples of 8.", request(1, 1, 100));
    }

    @Test
    void aNormalMapOfAnotherSizeIsRefused() {
        ControlNetConditioning pose = new ControlNetConditioning(model.controlNet(), Tensor.zeros(3, 64, 96), 1);
        assertRefused(
                "The normal map is 96 x 64 pixels, but the pictures to make are 128 x 128. Make them the same size.",
                request(1, 1, SIZE).with(pose));
    }

    @Test
    void aStartPictureOfAnotherSizeIsRefused() {
        assertRefused(
                "The start picture is 10 x 20 pixels, but the pictures to make are 128 x 128. Make them the same size.",
                request(1, 1, SIZE).withStart(new StartPicture(Picture.black(10, 20), 0.5)));
    }

    @Test
    void anExpressionGoesToTheUNetWhichNeedsItsAdapter() {
        assertRefused(
                "The UNet takes no \"expression\": it was opened without the adapter that the pictures need. Install that"
                        + " adapter and choose it.",
                request(1, 1, SIZE)
                        .with(ExpressionCondition.conditioning(new Expression(new float[Expression.LENGTH], 1))));
    }

    @Test
    void aReferenceChangesThePicturesOfAUNetWithItsAdapter() {
        ModelFolder folder = ModelFolder.bundled();
        UNetOptions options = UNetOptions.NONE.withAdapter(ReferenceAdapter.READER);
        IdentityEncoder prompts = new IdentityEncoder(model.encoder(), new ClipTokenizer(folder.tokenizer()));
        PipelineRequest request = request(1, 2, SIZE);
        Pipeline.Result plain = generate(request);
        try (UNet reader = new UNet(folder.unet(), Device.CPU, options);
                ReferenceUNet reference = new ReferenceUNet(folder.unet(), Device.CPU)) {
            Pipeline pipeline = new Pipeline(prompts, reader, model.vae(), Schedule.read(folder.schedulerConfig()));
            assertClose(
                    plain.latents(), pipeline.generate(request, Progress.NONE).latents(), 1e-4, "no reference");
            ReferenceConditioning black = new ReferenceConditioning(reference, Picture.black(SIZE, SIZE));
            Pipeline.Result changed = pipeline.generate(request.with(black), Progress.NONE);
            assertTrue(distance(plain.pictures().get(0), changed) > 1);
            assertRefused(
                    "The UNet takes no \"reference_0\": it was opened without the adapter that the pictures need. Install"
                            + " that adapter and choose it.",
                    request.with(black));
            assertRefused(
                    "The reference picture is 8 x 8 pixels, but the pictures to make are 128 x 128. Make them the same"
                            + " size.",
                    request.with(new ReferenceConditioning(reference, Picture.black(8, 8))));
        }
    }

    @Test
    void withoutMemoryNothingIsBegunAndWithItTheNextCallWorks() {
        long[] free = {1000};
        ModelFolder folder = ModelFolder.bundled();
        IdentityEncoder prompts = new IdentityEncoder(model.encoder(), new ClipTokenizer(folder.tokenizer()));
        PassMemory memory = new PassMemory(() -> OptionalLong.of(free[0]));
        Schedule schedule = Schedule.read(folder.schedulerConfig());
        Pipeline pipeline = new Pipeline(prompts, model.unet(), model.vae(), schedule, memory);
        List<String> tasks = new ArrayList<>();
        String message = assertThrows(
                        NotEnoughMemoryException.class,
                        () -> pipeline.generate(request(1, 1, SIZE), (task, fraction) -> tasks.add(task)))
                .getMessage();
        assertTrue(
                message.matches("There is not enough memory for pictures of 128 x 128 pixels, not even for one at a"
                        + " time: A picture needs about [0-9.]+ MB in addition to the model, but only 1.00 kB are free\\. Make"
                        + " smaller pictures, or close other programs\\."),
                message);
        assertEquals(List.of(), tasks);
        free[0] = 1 << 30;
        Picture expected = generate(request(1, 1, SIZE)).pictures().get(0);
        Picture found =
                pipeline.generate(request(1, 1, SIZE), Progress.NONE).pictures().get(0);
        assertArrayEquals(expected.rgb(), found.rgb());
    }

    @Test
    void numbersThatAreNotFiniteAreNotShownAsAPicture() {
        float[] broken = IDENTITY.clone();
        Arrays.fill(broken, Float.NaN);
        assertRefused(
                "The model gave numbers that are not finite, although all of its weights are. Lower the guidance. If the"
                        + " precision is float16, choose float32 in Edit > Options > Arc2Face....",
                new PipelineRequest(broken, request(1, 1, SIZE).sampling()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 2.1, Double.NaN})
    void aPoseStrengthOutOfRangeIsRefused(double scale) {
        Arc2FaceException thrown = assertThrows(
                Arc2FaceException.class,
                () -> new ControlNetConditioning(model.controlNet(), Tensor.zeros(3, 8, 8), scale));
        assertEquals("The pose's strength cannot be " + scale + ". Give 0 to 2.", thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.1, Double.NaN})
    void aStartStrengthOutOfRangeIsRefused(double strength) {
        Arc2FaceException thrown =
                assertThrows(Arc2FaceException.class, () -> new StartPicture(Picture.black(8, 8), strength));
        assertEquals("The strength cannot be " + strength + ". Give more than 0, up to 1.", thrown.getMessage());
    }

    private static void assertRefused(String message, PipelineRequest request) {
        assertEquals(
                message,
                assertThrows(Arc2FaceException.class, () -> generate(request)).getMessage());
    }

    private static Pipeline.Result generate(PipelineRequest request) {
        return model.pipeline().generate(request, Progress.NONE);
    }

    private static PipelineRequest request(int count, int steps, int size) {
        return new PipelineRequest(
                IDENTITY, new Sampling(count, steps, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, size, size));
    }

    private static double distance(Picture start, Pipeline.Result result) {
        byte[] rgb = result.pictures().get(0).rgb();
        double sum = 0;
        for (int i = 0; i < rgb.length; i++) {
            sum += Math.abs((rgb[i] & 0xff) - (start.rgb()[i] & 0xff));
        }
        return sum / rgb.length;
    }
}
