package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole pictures by diffusers: of the tiny model whose weights are a formula, and of the bundled model with and without
 * its LCM-LoRA.
 */
class PipelineGoldenTest {

    private static final Map<String, SamplerType> SAMPLERS = Map.of(
            "DPMSolverMultistepScheduler", SamplerType.DPMPP_2M,
            "EulerAncestralDiscreteScheduler", SamplerType.EULER_A,
            "LCMScheduler", SamplerType.LCM);
    private static final int SIZE = 128;

    /** One entry of {@code cases.json} and {@code end_to_end.json}, which name the number of pictures differently. */
    record Case(
            String name,
            String scheduler,
            int steps,
            double guidance,
            long seed,
            int count,
            int images,
            boolean pose,
            double conditioning_scale) {

        PipelineRequest request(float[] identity) {
            Sampling sampling = new Sampling(
                    Math.max(count, images), steps, guidance, SAMPLERS.get(scheduler), seed, Noise.CPU, SIZE, SIZE);
            return new PipelineRequest(identity, sampling.withGenerators(Generators.SHARED));
        }
    }

    private static TestModel tiny;
    private static TestModel bundled;
    private static TestModel fewSteps;

    @BeforeAll
    static void openModels(@TempDir Path folder) {
        RecipeWeights.writeFolder("tiny", folder, DataType.F32);
        tiny = TestModel.open(folder, Goldens.path("tokenizer"));
        ModelFolder mini = ModelFolder.bundled();
        bundled = TestModel.open(mini.root(), mini.tokenizer());
        Lora lora = new Lora(mini.lcmLora().orElseThrow(), 1);
        fewSteps = TestModel.open(mini.root(), mini.tokenizer(), UNetOptions.NONE.withLora(lora));
    }

    @AfterAll
    static void closeModels() {
        tiny.close();
        bundled.close();
        fewSteps.close();
    }

    @ParameterizedTest
    @MethodSource("tinyCases")
    void theTinyModelsPicturesAreTheReferences(Case golden) {
        float[] a = unit("id.a");
        PipelineRequest request = golden.request(golden.name.equals("mix") ? mix(a, unit("id.b")) : a);
        if (golden.pose) {
            Tensor map = DiffusionGoldens.affine(RecipeWeights.uniform("pose", 3, SIZE, SIZE), 0.5f, 0.5f);
            request = request.withPose(new ControlCondition(tiny.controlNet(), map, golden.conditioning_scale));
        }
        compare("tiny", golden, tiny.pipeline().generate(request, Progress.NONE));
    }

    @ParameterizedTest
    @MethodSource("bundledCases")
    void theBundledModelsPicturesAreTheReferences(Case golden) {
        PipelineRequest request = golden.request(
                Goldens.load("mini/encoder.safetensors").get("id").data());
        if (golden.pose) {
            Tensor bytes = Goldens.load("mini/unet.safetensors").get("normal_map");
            Tensor map = DiffusionGoldens.affine(bytes.reshape(3, SIZE, SIZE), 1 / 255f, 0);
            request = request.withPose(new ControlCondition(bundled.controlNet(), map, golden.conditioning_scale));
        }
        TestModel model = SAMPLERS.get(golden.scheduler) == SamplerType.LCM ? fewSteps : bundled;
        compare("mini", golden, model.pipeline().generate(request, Progress.NONE));
    }

    private static void compare(String model, Case golden, Pipeline.Result result) {
        Map<String, Tensor> expected = Goldens.load(model + "/end_to_end.safetensors");
        assertClose(expected.get(golden.name + ".latents"), result.latents(), 1e-3, golden.name + " latents");
        Tensor pictures = expected.get(golden.name + ".image");
        assertEquals(pictures.dim(0), result.pictures().size());
        for (int i = 0; i < result.pictures().size(); i++) {
            double difference =
                    meanDifference(pictures.slice(i, i + 1), result.pictures().get(i));
            assertTrue(difference < 1, golden.name + " picture " + i + " differs by " + difference);
        }
    }

    private static double meanDifference(Tensor planes, Picture picture) {
        double sum = 0;
        int plane = SIZE * SIZE;
        for (int i = 0; i < planes.size(); i++) {
            int pixel = i % plane;
            sum += Math.abs(planes.data()[i] - picture.get(pixel % SIZE, pixel / SIZE, i / plane));
        }
        return sum / planes.size();
    }

    private static float[] unit(String name) {
        return unit(RecipeWeights.uniform(name, 512).data());
    }

    private static float[] mix(float[] a, float[] b) {
        float[] mixed = a.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = 0.3f * a[i] + 0.7f * b[i];
        }
        return unit(mixed);
    }

    private static float[] unit(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        float[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] /= (float) Math.sqrt(sum);
        }
        return unit;
    }

    private static Stream<Case> tinyCases() throws IOException {
        return cases(JsonParser.parseString(Files.readString(Goldens.path("tiny/end_to_end.json"))));
    }

    private static Stream<Case> bundledCases() {
        return cases(Goldens.json("mini/cases.json").get("cases"));
    }

    private static Stream<Case> cases(JsonElement list) {
        return Stream.of(new Gson().fromJson(list, Case[].class));
    }
}
