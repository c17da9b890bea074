package io.github.arc2faceij.diffusion.sampler;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.NoiseSource;
import io.github.arc2faceij.diffusion.noise.TorchCpuNoise;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs of diffusers' schedulers, with tanh(x/2 + t/1000) in the model's place. */
class SamplerGoldenTest {

    private static final double TOLERANCE = 1e-5;
    private static final Schedule SCHEDULE = new Schedule(0.00085, 0.012, false);

    @ParameterizedTest
    @MethodSource("runs")
    void everyModelInputAndEveryStateIsTheReferences(String file, int steps, long seed, double initialSigma) {
        Map<String, Tensor> golden = Goldens.load("schedulers/" + file);
        Sampler sampler = type(file).sampler(SCHEDULE, steps);
        assertLevels(golden, sampler.levels());

        NoiseSource noise = new TorchCpuNoise(seed);
        Tensor unit = noise.normal(1, 4, 8, 8);
        Tensor latents = sampler.start(unit);
        assertClose(golden.get("x0"), latents, scaled(TOLERANCE, golden.get("x0")), "the start of " + file);
        assertEquals(initialSigma, latents.data()[0] / unit.data()[0], 1e-5 * initialSigma);

        List<Tensor> inputs = new ArrayList<>();
        List<Tensor> states = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Tensor input = sampler.modelInput(step, latents);
            Tensor predicted = model(input, sampler.levels().timestep(step), Progress.NONE);
            latents = sampler.step(step, latents, predicted, noise);
            inputs.add(input);
            states.add(latents);
        }
        assertSteps(golden.get("model_inputs"), inputs, file + " model input");
        assertSteps(golden.get("trajectory"), states, file + " state");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aWholeRunEndsAtTheLastState(String file, int steps, long seed, double initialSigma) {
        Tensor trajectory = Goldens.load("schedulers/" + file).get("trajectory");
        Sampler sampler = type(file).sampler(SCHEDULE, steps);
        NoiseSource noise = new TorchCpuNoise(seed);
        Tensor start = sampler.start(noise.normal(1, 4, 8, 8));
        Tensor latents = sampler.sample(SamplerGoldenTest::model, start, noise, Progress.NONE);
        Tensor expected = trajectory.slice(steps - 1, steps).reshape(1, 4, 8, 8);
        assertClose(expected, latents, scaled(TOLERANCE, expected), "the end of " + file);
    }

    @Test
    void imageToImageStartsWhereTheReferenceDoes() {
        Map<String, Tensor> golden = Goldens.load("schedulers/img2img.dpmpp_2m.25.safetensors");
        for (String strength : List.of("0.3", "0.5", "0.8", "1.0")) {
            Sampler sampler = SamplerType.DPMPP_2M.sampler(SCHEDULE, 25, Double.parseDouble(strength));
            assertClose(golden.get("timesteps." + strength), timesteps(sampler.levels()), 0, "timesteps " + strength);
            Tensor start = sampler.start(golden.get("z"), golden.get("noise"));
            assertClose(golden.get("noised." + strength), start, TOLERANCE, "start at strength " + strength);
        }
    }

    private static void assertLevels(Map<String, Tensor> golden, NoiseLevels levels) {
        assertClose(golden.get("timesteps"), timesteps(levels), 0, "timesteps");
        Tensor sigmas = golden.get("sigmas");
        if (sigmas != null) {
            float[] actual = new float[levels.steps() + 1];
            IntStream.range(0, actual.length).forEach(step -> actual[step] = (float) levels.sigma(step));
            assertClose(sigmas, Tensor.of(actual, actual.length), scaled(TOLERANCE, sigmas), "sigmas");
        }
    }

    private static void assertSteps(Tensor golden, List<Tensor> actual, String what) {
        for (int step = 0; step < actual.size(); step++) {
            Tensor expected = golden.slice(step, step + 1).reshape(1, 4, 8, 8);
            assertClose(expected, actual.get(step), scaled(TOLERANCE, expected), what + " " + step);
        }
    }

    /** The tolerance is relative to the largest value: Euler's states start at sigma 14.6. */
    private static double scaled(double tolerance, Tensor values) {
        double largest = 1;
        for (float value : values.data()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return tolerance * largest;
    }

    private static Tensor timesteps(NoiseLevels levels) {
        float[] timesteps = new float[levels.steps()];
        IntStream.range(0, timesteps.length).forEach(step -> timesteps[step] = (float) levels.timestep(step));
        return Tensor.of(timesteps, timesteps.length);
    }

    private static Tensor model(Tensor latents, double timestep, Progress progress) {
        Tensor predicted = latents.copy();
        float[] data = predicted.data();
        IntStream.range(0, data.length).forEach(i -> data[i] = (float) Math.tanh(data[i] / 2 + timestep / 1000));
        return predicted;
    }

    private static SamplerType type(String file) {
        return SamplerType.valueOf(file.substring(0, file.indexOf('.')).toUpperCase());
    }

    private static Stream<Arguments> runs() throws IOException {
        String index = Files.readString(Goldens.path("schedulers/index.json"));
        return StreamSupport.stream(
                        JsonParser.parseString(index).getAsJsonArray().spliterator(), false)
                .map(run -> run.getAsJsonObject())
                .map(SamplerGoldenTest::arguments);
    }

    private static Arguments arguments(JsonObject run) {
        return Arguments.of(
                run.get("file").getAsString(),
                run.get("steps").getAsInt(),
                run.get("seed").getAsLong(),
                run.get("init_noise_sigma").getAsDouble());
    }
}
