package io.github.arc2faceij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.StartPicture;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.HeadPoints;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.Mix;
import io.github.arc2faceij.request.StartRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pose, start picture and sequences through the facade, on the bundled model. */
class PosedGenerationTest {

    private static Arc2Face arc2face;
    private static GenerationRequest plain;
    private static HeadFit own;

    @BeforeAll
    static void identify() throws IOException {
        arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU);
        Picture photo = TestPictures.of(
                ImageIO.read(Path.of("test-images/astronaut.png").toFile()));
        Face face = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                .get(0);
        own = arc2face.fitHead(HeadPoints.of(face.landmarks()));
        Sampling sampling = new Sampling(2, 2, 3, SamplerType.DPMPP_2M, 7, Noise.CPU, 128, 128);
        plain = new GenerationRequest(arc2face.identify(photo, face, Progress.NONE), "astronaut.png, face 1", sampling);
    }

    @AfterAll
    static void close() {
        arc2face.close();
    }

    @Test
    void thePoseChangesThePicturesAndIsInTheRecipe() {
        Generation posed = arc2face.generate(plain.with(pose(30, 1)), Progress.NONE);
        assertFalse(Arrays.equals(pixels(posed, 0), pixels(arc2face.generate(plain, Progress.NONE), 0)));
        JsonObject recipe =
                JsonParser.parseString(posed.recipe().json()).getAsJsonObject().getAsJsonObject("pose");
        assertEquals(30, recipe.get("yaw").getAsDouble());
        assertEquals(1, recipe.get("strength").getAsDouble());
        assertEquals("angles", recipe.get("source").getAsString());
        assertTrue(
                posed.recipe().label(1).contains("yaw 30.0, pitch 0.0, roll 0.0"),
                posed.recipe().label(1));
    }

    @Test
    void withoutStrengthThePoseDoesNothing() {
        Generation posed = arc2face.generate(plain.with(pose(30, 0)), Progress.NONE);
        assertArrayEquals(pixels(arc2face.generate(plain, Progress.NONE), 1), pixels(posed, 1));
    }

    @Test
    void allWaysToMakePicturesShareOneUNet() {
        List<String> tasks = new ArrayList<>();
        Progress listening = (task, fraction) -> tasks.add(task);
        try (Arc2Face fresh = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            fresh.generate(plain, listening);
            fresh.generate(plain.with(pose(30, 1)), listening);
            fresh.generate(plain.withMix(new Mix(List.of("a", "b"), 0.5, "Linear")), listening);
            Sampling wide = new Sampling(1, 1, 3, SamplerType.EULER, 7, Noise.CPU, 192, 128);
            fresh.generate(new GenerationRequest(plain.identity().orElseThrow(), plain.source(), wide), listening);
        }
        assertEquals(1, tasks.stream().filter("Loading the UNet"::equals).count());
    }

    @Test
    void framesShareTheirNoiseAndComePictureByPicture() {
        GenerationRequest left = plain.with(pose(-30, 1));
        GenerationRequest right = plain.with(pose(30, 1));
        Generation frames = arc2face.generateFrames(List.of(left, right), Progress.NONE);
        assertEquals(4, frames.pictures().size());
        Generation alone = arc2face.generate(right, Progress.NONE);
        assertArrayEquals(pixels(alone, 0), pixels(frames, 1));
        assertArrayEquals(pixels(alone, 1), pixels(frames, 3));
        assertTrue(
                frames.recipe().label(3).startsWith("seed 8 "), frames.recipe().label(3));
        assertTrue(
                frames.recipe().label(3).contains("yaw 30.0"), frames.recipe().label(3));
        assertTrue(
                frames.recipe().label(2).contains("yaw -30.0"), frames.recipe().label(2));
        assertEquals(2, frames.recipe().frames().size());
    }

    @Test
    void framesOfOtherSamplingsAreAMistakeOfTheCaller() {
        Sampling other = new Sampling(1, 2, 3, SamplerType.DPMPP_2M, 7, Noise.CPU, 128, 128);
        List<GenerationRequest> frames =
                List.of(plain, new GenerationRequest(plain.identity().orElseThrow(), plain.source(), other));
        assertThrows(IllegalArgumentException.class, () -> arc2face.generateFrames(frames, Progress.NONE));
        assertThrows(IllegalArgumentException.class, () -> arc2face.generateFrames(List.of(), Progress.NONE));
    }

    @Test
    void aStartPictureIsKeptWhereItIsNotToChange() {
        Picture black = Picture.black(128, 128);
        double plainMean = mean(arc2face.generate(plain, Progress.NONE));
        Generation started = arc2face.generate(
                plain.withStart(new StartRequest(new StartPicture(black, 0.5), "black")), Progress.NONE);
        assertTrue(mean(started) < plainMean / 2, mean(started) + " against " + plainMean);
        assertTrue(
                started.recipe().json().contains("\"strength\": 0.5"),
                started.recipe().json());
    }

    @Test
    void aMixIsInTheRecipe() {
        Mix mix = new Mix(List.of("a.png, face 1", "b.png, face 1"), 0.25, "Linear");
        Recipe recipe = arc2face.generate(plain.withMix(mix), Progress.NONE).recipe();
        assertEquals(mix, recipe.mix());
        assertTrue(recipe.label(0).contains(" ratio 0.25,"), recipe.label(0));
    }

    @Test
    void strengthAndTurnOutOfRangeAreRefused() {
        assertThrows(Arc2FaceException.class, () -> pose(0, Double.NaN));
        assertThrows(Arc2FaceException.class, () -> pose(0, 2.1));
        String sentence =
                assertThrows(Arc2FaceException.class, () -> pose(80, 1)).getMessage();
        assertTrue(sentence.contains("yaw 80"), sentence);
    }

    private static PoseCondition pose(double yaw, double strength) {
        return new PoseCondition(own.shape(), new Pose(yaw, 0, 0), strength, "angles");
    }

    private static byte[] pixels(Generation generation, int index) {
        return generation.pictures().get(index).rgb();
    }

    private static double mean(Generation generation) {
        long sum = 0;
        for (byte value : pixels(generation, 0)) {
            sum += value & 0xff;
        }
        return (double) sum / pixels(generation, 0).length;
    }
}
