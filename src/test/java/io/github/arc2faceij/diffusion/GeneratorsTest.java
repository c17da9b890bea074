package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One generator for all pictures and a list of them, as diffusers takes either; what a seed promises. */
class GeneratorsTest {

    private static final Map<String, Tensor> GOLDENS = Goldens.load("tiny/generators.safetensors");
    private static final Map<String, SamplerType> SAMPLERS = Map.of(
            "dpmpp_2m", SamplerType.DPMPP_2M,
            "euler_a", SamplerType.EULER_A,
            "lcm", SamplerType.LCM);
    private static final int SIZE = 128;
    private static final int SEED = 42;
    private static final double STRENGTH = 0.6;

    private static TestModel tiny;
    private static TestModel bundled;

    @BeforeAll
    static void openModels(@TempDir Path folder) {
        RecipeWeights.writeFolder("tiny", folder, DataType.F32);
        tiny = TestModel.open(folder, Goldens.path("tokenizer"));
        ModelFolder mini = ModelFolder.bundled();
        bundled = TestModel.open(mini.root(), mini.tokenizer());
    }

    @AfterAll
    static void closeModels() {
        tiny.close();
        bundled.close();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theLatentsAreTheReferences(String name) {
        String[] parts = name.replace("start.", "").split("\\.");
        SamplerType sampler = SAMPLERS.get(parts[0]);
        boolean distilled = sampler == SamplerType.LCM;
        Sampling sampling = new Sampling(3, distilled ? 4 : 5, distilled ? 1 : 3, sampler, SEED, Noise.CPU, SIZE, SIZE)
                .withGenerators(parts[1].equals("list") ? Generators.PER_PICTURE : Generators.SHARED);
        PipelineRequest request = new PipelineRequest(identity(), sampling);
        if (name.startsWith("start.")) {
            request = request.withStart(new StartPicture(start(), STRENGTH));
        }
        assertClose(
                GOLDENS.get(name),
                tiny.pipeline().generate(request, Progress.NONE).latents(),
                1e-3,
                name);
    }

    @ParameterizedTest
    @EnumSource(SamplerType.class)
    void aPictureOfASeedIsTheFirstOfItsOwnSeed(SamplerType sampler) {
        Tensor three = latents(3, SEED, sampler, Noise.CUDA);
        for (int i = 0; i < 3; i++) {
            Tensor one = latents(1, SEED + i, sampler, Noise.CUDA);
            assertClose(one, three.slice(i, i + 1), 1e-4, sampler + " picture " + i);
        }
    }

    @Test
    void thePixelsDoNotChangeWithTheNumberOfPictures() {
        Picture alone = pictures(1).pictures().get(0);
        assertArrayEquals(alone.rgb(), pictures(2).pictures().get(0).rgb());
        assertArrayEquals(alone.rgb(), pictures(5).pictures().get(0).rgb());
    }

    @Test
    void theLastPicturesSeedIsWithinTheRange() {
        long last = Noise.CPU.maxSeed();
        assertEquals(last, sampling(1, last, SamplerType.DDIM, Noise.CPU).seed());
        Arc2FaceException thrown =
                assertThrows(Arc2FaceException.class, () -> sampling(4, last - 2, SamplerType.DDIM, Noise.CPU));
        assertEquals(
                "4 pictures from the seed 4294967293 on need seeds that cannot be used with torch CPU noise."
                        + " Give 0 to 4294967292.",
                thrown.getMessage());
        assertThrows(Arc2FaceException.class, () -> sampling(2, Long.MAX_VALUE, SamplerType.DDIM, Noise.CUDA));
        Sampling shared = sampling(1, last, SamplerType.DDIM, Noise.CPU).withGenerators(Generators.SHARED);
        assertEquals(last, shared.generators().seed(shared.seed(), 3));
    }

    @Test
    void anUnknownNameListsTheChoices() {
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> Generators.byLabel("two"));
        assertEquals(
                "There is no choice of generators \"two\". Choose one of One per picture, One for all.",
                thrown.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Generators.PER_PICTURE.source(Noise.CPU, SEED, 2).normal(3, 4, 8, 8));
    }

    private static Tensor latents(int count, long seed, SamplerType sampler, Noise noise) {
        PipelineRequest request = new PipelineRequest(identity(), sampling(count, seed, sampler, noise));
        return tiny.pipeline().generate(request, Progress.NONE).latents();
    }

    private static Pipeline.Result pictures(int count) {
        float[] identity = Goldens.load("mini/encoder.safetensors").get("id").data();
        Sampling sampling = new Sampling(count, 10, 3, SamplerType.EULER_A, SEED, Noise.CPU, SIZE, SIZE);
        return bundled.pipeline().generate(new PipelineRequest(identity, sampling), Progress.NONE);
    }

    private static Sampling sampling(int count, long seed, SamplerType sampler, Noise noise) {
        return new Sampling(count, 4, 1, sampler, seed, noise, SIZE, SIZE);
    }

    private static float[] identity() {
        float[] vector = RecipeWeights.uniform("id.a", 512).data();
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    private static Picture start() {
        float[] numbers = RecipeWeights.uniform("reference", 1, SIZE, SIZE, 3).data();
        byte[] rgb = new byte[numbers.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (int) ((numbers[i] * 0.5f + 0.5f) * 255);
        }
        return new Picture(SIZE, SIZE, rgb);
    }

    private static Stream<String> goldens() {
        assertTrue(GOLDENS.size() == 12, GOLDENS.keySet().toString());
        return GOLDENS.keySet().stream();
    }
}
