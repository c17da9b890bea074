package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.NotEnoughMemoryException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.appearance.ReferenceConditioning;
import io.github.arc2faceij.condition.expression.Expression;
import io.github.arc2faceij.condition.expression.ExpressionAdapter;
import io.github.arc2faceij.condition.expression.ExpressionCondition;
import io.github.arc2faceij.condition.pose.ControlNetConditioning;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.Float16NetworksTest;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.noise.TorchCpuNoise;
import io.github.arc2faceij.diffusion.prompt.TextPrompt;
import io.github.arc2faceij.diffusion.sampler.Sampler;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeExpressionAdapter;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of the tiny model; the goldens are of diffusers' networks, called as {@code src/golden/speed.py} does. */
class SpeedTest {

    private static final int STEPS = 10;
    private static final double GUIDANCE = 3;
    private static final double POSE_STRENGTH = 0.8;
    private static final int SIZE = 128;
    private static final int ROWS = 8;
    private static final float[] NOBODY = new float[512];

    @TempDir
    static Path folder;

    private static UNet unet;
    private static ControlNet controlNet;
    private static Map<String, Tensor> context;

    @BeforeAll
    static void open() {
        unet = new UNet(RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32), Device.CPU);
        controlNet = new ControlNet(RecipeWeights.writeNetwork("tiny", "controlnet", folder, DataType.F32), Device.CPU);
        context = Goldens.load("tiny/encoder.safetensors");
    }

    @AfterAll
    static void close() {
        unet.close();
        controlNet.close();
    }

    @ParameterizedTest
    @CsvSource({
        "skip, SKIP_DEEP_BLOCKS, false", "skip_posed, SKIP_DEEP_BLOCKS, true",
        "interval, GUIDANCE_INTERVAL, false", "interval_posed, GUIDANCE_INTERVAL, true"
    })
    void aRunIsThatOfDiffusersNetworks(String name, Speed speed, boolean posed) {
        Tensor golden = Goldens.load("tiny/speed.safetensors").get(name);
        assertClose(golden, run(speed, posed), 1e-3, name);
    }

    @Test
    void skippingChangesTheLatents() {
        assertTrue(largestDifference(run(Speed.EXACT, false), run(Speed.SKIP_DEEP_BLOCKS, false)) > 0.1);
    }

    @Test
    void skippingNothingIsExactBitForBit() {
        ConditionedUNet conditioned = conditioned(request(Speed.EXACT, true));
        Tensor exact = run(denoiser(Speed.EXACT, conditioned));
        Tensor skipped = run(denoiser(new SkippingUNet(conditioned, 1), 0, ROWS));
        assertArrayEquals(exact.data(), skipped.data());
    }

    @Test
    void theShallowNetworkCompletesTheDeepLayersOfTheSamePass() {
        Tensor latents = RecipeWeights.uniform("speed", 2, 4, 16, 24);
        Tensor prompts = context.get("prompt").repeat(2);
        Map<String, Tensor> residuals = controlNet.residuals(
                latents, 500, prompts, DiffusionGoldens.condition(latents), POSE_STRENGTH, Progress.NONE);
        PassInputs given = PassInputs.perRow(residuals);
        UNet.Pass whole = unet.pass(latents, 500, prompts, given, Progress.NONE);
        PassInputs outermost = PassInputs.perRow(Map.of("down_0", residuals.get("down_0")));
        Tensor noise = unet.shallow().predictNoise(latents, 500, prompts, whole.deep(), outermost, Progress.NONE);
        assertClose(whole.noise(), noise, 1e-6, "noise");
    }

    @Test
    void theShallowNetworkHasTheAdaptersOfTheWholeOne() {
        Path lora = RecipeLora.writeKohya(folder.resolve("kohya.safetensors"));
        Path expressions = RecipeExpressionAdapter.write(folder.resolve("exp_adapter.bin"), "full");
        UNetOptions options =
                UNetOptions.NONE.withLora(new Lora(lora, 1)).withAdapter(new ExpressionAdapter(expressions));
        float[] smile = RecipeWeights.uniform("smile", Expression.LENGTH).data();
        PassInputs given = ExpressionCondition.inputs(new Expression(smile, 1), 1, 0);
        try (UNet adapted = new UNet(folder.resolve("arc2face"), Device.CPU, options)) {
            assertShallowCompletesWhole(adapted, given);
        }
    }

    @Test
    void theShallowNetworkComputesInTheWholeOnesPrecision() {
        try (UNet half = new UNet(folder.resolve("arc2face"), Float16NetworksTest.HALF)) {
            assertShallowCompletesWhole(half, PassInputs.NONE);
        }
    }

    private static void assertShallowCompletesWhole(UNet network, PassInputs given) {
        Tensor latents = RecipeWeights.uniform("speed", 1, 4, 16, 16);
        Tensor prompt = context.get("prompt");
        UNet.Pass whole = network.pass(latents, 500, prompt, given, Progress.NONE);
        Tensor noise = network.shallow().predictNoise(latents, 500, prompt, whole.deep(), given, Progress.NONE);
        assertClose(whole.noise(), noise, 1e-6, "noise");
    }

    /** Memory may run out in any step, so that rows go together that did not before. */
    @Test
    void rowsAreRememberedHoweverTheyGoTogether() {
        ConditionedUNet conditioned = conditioned(request(Speed.SKIP_DEEP_BLOCKS, true));
        GuidedDenoiser.Network skipping = new SkippingUNet(conditioned, 3);
        GuidedDenoiser.Network shortOfMemory = (batch, progress) -> {
            if (batch.rows() > 4 - batch.step()) {
                throw new NotEnoughMemoryException("Full.");
            }
            return skipping.predictNoise(batch, progress);
        };
        GuidedDenoiser tight = denoiser(shortOfMemory, 0, ROWS);
        GuidedDenoiser roomy = denoiser(Speed.SKIP_DEEP_BLOCKS, conditioned);
        Tensor latents = RecipeWeights.uniform("speed", 3, 4, 16, 16);
        for (int step = 0; step < 4; step++) {
            Tensor expected = roomy.predictNoise(latents, 900 - 50 * step, Progress.NONE);
            assertClose(expected, tight.predictNoise(latents, 900 - 50 * step, Progress.NONE), 1e-4, "step " + step);
        }
    }

    @Test
    void guidanceActsDownToItsLastTimestep() {
        List<String> passes = new ArrayList<>();
        GuidedDenoiser.Network network = (batch, progress) -> {
            boolean empty = Arrays.equals(
                    context.get("empty").data(), batch.context().slice(0, 1).data());
            String first = empty ? "empty" : "prompt";
            passes.add(batch.timestep() + ": " + batch.empty() + " of " + batch.rows() + " rows, first " + first);
            assertEquals(batch.rows(), batch.context().dim(0));
            return batch.latents();
        };
        GuidedDenoiser denoiser = denoiser(network, 300, 4);
        for (double timestep : new double[] {300, 299.5}) {
            denoiser.predictNoise(Tensor.zeros(2, 4, 8, 8), timestep, Progress.NONE);
        }
        assertEquals(List.of("300.0: 2 of 4 rows, first empty", "299.5: 0 of 2 rows, first prompt"), passes);
    }

    @Test
    void theBundledModelsPicturesStayCloseAtEverySpeed() {
        try (TestModel model = TestModel.open(
                ModelFolder.bundled().root(), ModelFolder.bundled().tokenizer())) {
            float[] identity =
                    Goldens.load("mini/encoder.safetensors").get("id").data();
            Sampling exact = new Sampling(1, 25, GUIDANCE, SamplerType.DPMPP_2M, 42, Noise.CPU, SIZE, SIZE);
            Picture reference = picture(model, identity, exact);
            for (Speed speed : new Speed[] {Speed.GUIDANCE_INTERVAL, Speed.SKIP_DEEP_BLOCKS}) {
                Picture picture = picture(model, identity, exact.withSpeed(speed));
                assertFalse(Arrays.equals(reference.rgb(), picture.rgb()), speed + " changes nothing");
                assertTrue(signalToNoise(reference, picture) > 30, speed + ": " + signalToNoise(reference, picture));
            }
        }
    }

    @Test
    void aReferencePictureIsRefusedWhereDeepBlocksAreSkipped() {
        PipelineRequest request =
                request(Speed.SKIP_DEEP_BLOCKS, false).with(new ReferenceConditioning(null, Picture.black(SIZE, SIZE)));
        String message = assertThrows(Arc2FaceException.class, () -> request.checkFits(8))
                .getMessage();
        assertEquals(
                "The speed Skip deep blocks cannot be used with a reference picture, because the deep blocks look"
                        + " at it in every step. Choose Exact.",
                message);
    }

    @Test
    void speedsThatSaveNothingOrCostTooMuchAreRefused() {
        assertRefused(25, 1, SamplerType.DPMPP_2M, Speed.GUIDANCE_INTERVAL, "saves no time at guidance 1.0");
        assertRefused(9, 3, SamplerType.DPMPP_2M, Speed.SKIP_DEEP_BLOCKS, "needs at least 10 steps, not 9");
        assertRefused(12, 1, SamplerType.LCM, Speed.SKIP_DEEP_BLOCKS, "cannot be used with the sampler LCM");
        Sampling fast = sampling(10, 1, SamplerType.DDIM).withSpeed(Speed.SKIP_DEEP_BLOCKS);
        assertEquals(Speed.SKIP_DEEP_BLOCKS, fast.speed());
    }

    private static void assertRefused(int steps, double guidance, SamplerType sampler, Speed speed, String why) {
        Sampling exact = sampling(steps, guidance, sampler);
        String message = assertThrows(Arc2FaceException.class, () -> exact.withSpeed(speed))
                .getMessage();
        assertTrue(message.startsWith("The speed " + speed.label() + " " + why), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exact", "guidance interval", "SKIP DEEP BLOCKS"})
    void speedsAreKnownByTheirNames(String label) {
        assertEquals(
                label.toLowerCase(Locale.ROOT), Speed.byLabel(label).label().toLowerCase(Locale.ROOT));
    }

    @Test
    void anUnknownSpeedIsRefusedWithThoseThatThereAre() {
        assertEquals(
                "There is no speed \"warp\". Choose one of Exact, Guidance interval, Skip deep blocks.",
                assertThrows(Arc2FaceException.class, () -> Speed.byLabel("warp"))
                        .getMessage());
    }

    private static Picture picture(TestModel model, float[] identity, Sampling sampling) {
        PipelineRequest request = new PipelineRequest(identity, sampling);
        return model.pipeline().generate(request, Progress.NONE).pictures().get(0);
    }

    private static double signalToNoise(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            double difference = (a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff);
            sum += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255 * a.rgb().length / sum);
    }

    private static double largestDifference(Tensor a, Tensor b) {
        double largest = 0;
        for (int i = 0; i < a.size(); i++) {
            largest = Math.max(largest, Math.abs(a.data()[i] - b.data()[i]));
        }
        return largest;
    }

    private static Sampling sampling(int steps, double guidance, SamplerType sampler) {
        return new Sampling(2, steps, guidance, sampler, 0, Noise.CPU, SIZE, SIZE);
    }

    private static PipelineRequest request(Speed speed, boolean posed) {
        Sampling sampling = sampling(STEPS, GUIDANCE, SamplerType.DPMPP_2M).withSpeed(speed);
        PipelineRequest request = new PipelineRequest(NOBODY, sampling);
        Tensor map = DiffusionGoldens.affine(RecipeWeights.uniform("pose", 3, SIZE, SIZE), 0.5f, 0.5f);
        return posed ? request.with(new ControlNetConditioning(controlNet, map, POSE_STRENGTH)) : request;
    }

    private static ConditionedUNet conditioned(PipelineRequest request) {
        List<StepInputs> inputs = request.conditionings().stream()
                .map(conditioning -> conditioning.begin(
                        null, new EncodedPrompt(TextPrompt.EMPTY, context.get("prompt"), null), Progress.NONE))
                .toList();
        return new ConditionedUNet(unet, inputs);
    }

    private static GuidedDenoiser denoiser(Speed speed, ConditionedUNet conditioned) {
        return denoiser(speed.network(conditioned), speed.lastGuided(), ROWS);
    }

    private static GuidedDenoiser denoiser(GuidedDenoiser.Network network, double lastGuided, int rows) {
        return new GuidedDenoiser(network, context.get("empty"), context.get("prompt"), GUIDANCE, lastGuided, rows);
    }

    private static Tensor run(Speed speed, boolean posed) {
        return run(denoiser(speed, conditioned(request(speed, posed))));
    }

    private static Tensor run(GuidedDenoiser denoiser) {
        Schedule schedule = Schedule.read(ModelFolder.bundled().schedulerConfig());
        Sampler sampler = SamplerType.DPMPP_2M.sampler(schedule, STEPS);
        return sampler.sample(
                denoiser, RecipeWeights.uniform("speed", 2, 4, 16, 16), new TorchCpuNoise(0), Progress.NONE);
    }
}
