package io.github.arc2faceij.diffusion.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.appearance.ReferenceAdapter;
import io.github.arc2faceij.condition.appearance.ReferenceUNet;
import io.github.arc2faceij.condition.expression.Expression;
import io.github.arc2faceij.condition.expression.ExpressionAdapter;
import io.github.arc2faceij.condition.expression.ExpressionCondition;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.DiffusionGoldens;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Float16Copy;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeExpressionAdapter;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every network and adapter on a device and in a precision of its own, against the goldens in float32. */
abstract class NetworksOnDevice {

    @TempDir
    static Path folder;

    private final Device device;

    /** @param device where and in which precision */
    NetworksOnDevice(Device device) {
        this.device = device;
    }

    /**
     * Fails unless the device is as near to the golden as it has to be.
     *
     * @param golden of the reference in float32
     * @param found on the device
     * @param what for the failure's message
     */
    abstract void assertNear(Tensor golden, Tensor found, String what);

    /**
     * @param all timesteps that there are goldens of
     * @return those that are compared
     */
    int[] timesteps(int... all) {
        return all;
    }

    @BeforeAll
    static void write() {
        RecipeWeights.writeFolder("tiny", folder, DataType.F32);
    }

    @Test
    void textEncoder() {
        Map<String, Tensor> golden = Goldens.load("tiny/encoder.safetensors");
        try (TextEncoder encoder = new TextEncoder(folder.resolve("encoder"), device)) {
            float[] identity = Arrays.copyOf(golden.get("id").data(), encoder.hiddenSize());
            Tensor prompt =
                    encoder.encode(DiffusionGoldens.PROMPT, DiffusionGoldens.ID_POSITION, identity, Progress.NONE);
            assertNear(golden.get("prompt"), prompt, "prompt");
        }
    }

    @Test
    void unetAndControlNet() {
        for (int timestep : timesteps(1, 500, 981)) {
            Map<String, Tensor> golden = Goldens.load("tiny/unet.2x16x16.t" + timestep + ".safetensors");
            Tensor latents = golden.get("x");
            Tensor context = DiffusionGoldens.context("tiny", 2);
            try (ControlNet control = new ControlNet(folder.resolve("controlnet"), device);
                    UNet unet = new UNet(folder.resolve("arc2face"), device)) {
                Tensor condition = DiffusionGoldens.condition(latents);
                Map<String, Tensor> residuals =
                        control.residuals(latents, timestep, context, condition, 0.8, Progress.NONE);
                assertNear(golden.get("mid"), residuals.get("mid"), "mid at " + timestep);
                Tensor free = unet.predictNoise(latents, timestep, context, PassInputs.NONE, Progress.NONE);
                assertNear(golden.get("y"), free, "noise at " + timestep);
                Tensor posed =
                        unet.predictNoise(latents, timestep, context, PassInputs.perRow(residuals), Progress.NONE);
                assertNear(golden.get("y_controlled"), posed, "noise in a pose at " + timestep);
            }
        }
    }

    /** At the same timestep, the shallow UNet goes on from what the whole one kept. */
    @Test
    void shallowUNet() {
        Map<String, Tensor> golden = Goldens.load("tiny/unet.2x16x16.t500.safetensors");
        Tensor context = DiffusionGoldens.context("tiny", 2);
        PassInputs none = PassInputs.NONE;
        try (UNet unet = new UNet(folder.resolve("arc2face"), device)) {
            UNet.Pass whole = unet.pass(golden.get("x"), 500, context, none, Progress.NONE);
            Tensor noise =
                    unet.shallow().predictNoise(golden.get("x"), 500, context, whole.deep(), none, Progress.NONE);
            assertNear(golden.get("y"), noise, "noise");
        }
    }

    @Test
    void vae() {
        Map<String, Tensor> golden = Goldens.load("tiny/vae.safetensors");
        try (Vae vae = new Vae(folder.resolve("vae"), device)) {
            Tensor latents = DiffusionGoldens.affine(golden.get("z"), (float) (1 / vae.scalingFactor()), 0);
            assertNear(golden.get("decoded"), vae.decode(latents, Progress.NONE), "decoded");
            Vae.Posterior posterior = vae.encode(RecipeWeights.uniform("pix", 1, 3, 128, 128), Progress.NONE);
            assertNear(golden.get("mean"), posterior.mean(), "mean");
        }
    }

    @Test
    void lora() {
        Path file = RecipeLora.writePeft(folder.resolve("pytorch_lora_weights.safetensors"));
        Map<String, Tensor> golden = Goldens.load("tiny/lora_peft_unet.safetensors");
        try (UNet unet = new UNet(folder.resolve("arc2face"), device, UNetOptions.NONE.withLora(new Lora(file, 0.8)))) {
            Tensor noise =
                    unet.predictNoise(golden.get("x"), 500, golden.get("context"), PassInputs.NONE, Progress.NONE);
            assertNear(golden.get("y.scale0.8"), noise, "LoRA");
        }
    }

    @Test
    void expressionAdapter() {
        Path adapter = RecipeExpressionAdapter.write(folder.resolve("exp_adapter.bin"), "full");
        Map<String, Tensor> golden = Goldens.load("tiny/exp_adapter_full_unet.safetensors");
        float[] rows = golden.get("expression").data();
        Expression expression = new Expression(Arrays.copyOfRange(rows, Expression.LENGTH, rows.length), 1);
        PassInputs given = ExpressionCondition.inputs(expression, 2, 1);
        try (UNet unet = new UNet(
                folder.resolve("arc2face"), device, UNetOptions.NONE.withAdapter(new ExpressionAdapter(adapter)))) {
            Tensor noise = unet.predictNoise(golden.get("x"), 500, golden.get("context"), given, 1, Progress.NONE);
            assertNear(golden.get("y.scale1.0"), noise, "expression");
        }
    }

    @Test
    void referenceAdapter() {
        Map<String, Tensor> golden = Goldens.load("tiny/ref_adapter_unet.safetensors");
        UNetOptions options = UNetOptions.NONE.withAdapter(ReferenceAdapter.READER);
        try (ReferenceUNet reference = new ReferenceUNet(folder.resolve("arc2face"), device);
                UNet reader = new UNet(folder.resolve("arc2face"), device, options)) {
            Tensor prompt = golden.get("context").slice(1, 2);
            PassInputs bank = reference.look(golden.get("reference_latent"), prompt, Progress.NONE);
            Tensor noise = reader.predictNoise(golden.get("x"), 500, golden.get("context"), bank, 1, Progress.NONE);
            assertNear(golden.get("y"), noise, "reference");
        }
    }

    /** The bundled model's files hold halves: they are used as they are. */
    @Test
    void theBundledModel() {
        Map<String, Tensor> golden = Goldens.load("mini/unet.safetensors");
        Path weights = ModelFolder.bundled().unet().resolve(DiffusionGoldens.WEIGHTS);
        try (UNet unet = new UNet(ModelFolder.bundled().unet(), device)) {
            for (int timestep : timesteps(1, 500, 999)) {
                Tensor noise = unet.predictNoise(
                        golden.get("x"), timestep, golden.get("context"), PassInputs.NONE, Progress.NONE);
                assertNear(golden.get("y.t" + timestep), noise, "noise at " + timestep);
            }
        }
        assertTrue(Files.notExists(new Float16Copy(weights).path()));
    }
}
