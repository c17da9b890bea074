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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every network and adapter on a device and in a precision of its own, against the goldens in float32. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetworksOnDevice {

    @TempDir
    static Path folder;

    private final Device device;

    /** Stays open, as a model's networks do: a session on WebGPU takes the shaders that an open one has compiled. */
    private UNet unet;

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

    /** Makes the device ready, or skips the tests. */
    void install() {}

    /** @return whether passes take so long that each network gets one small input */
    boolean isSlow() {
        return false;
    }

    @BeforeAll
    void open() {
        install();
        RecipeWeights.writeFolder("tiny", folder, DataType.F32);
        unet = new UNet(folder.resolve("arc2face"), device);
    }

    @AfterAll
    void close() {
        if (unet != null) {
            unet.close();
        }
    }

    private Map<String, Tensor> golden(String name) {
        return Goldens.load((isSlow() ? "tiny/small/" : "tiny/") + name + ".safetensors");
    }

    private int[] timesteps(int... all) {
        return isSlow() ? new int[] {all[all.length - 1]} : all;
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

    /** At the same timestep, the shallow UNet goes on from what the whole one kept. */
    @Test
    void unetControlNetAndShallowUNet() {
        PassInputs none = PassInputs.NONE;
        String size = isSlow() ? "1x8x16" : "2x16x16";
        try (ControlNet control = new ControlNet(folder.resolve("controlnet"), device)) {
            for (int timestep : timesteps(1, 500, 981)) {
                Map<String, Tensor> golden = Goldens.load("tiny/unet." + size + ".t" + timestep + ".safetensors");
                Tensor latents = golden.get("x");
                Tensor context = context(latents);
                Tensor condition = DiffusionGoldens.condition(latents);
                Map<String, Tensor> residuals =
                        control.residuals(latents, timestep, context, condition, 0.8, Progress.NONE);
                assertNear(golden.get("mid"), residuals.get("mid"), "mid at " + timestep);
                Tensor posed =
                        unet.predictNoise(latents, timestep, context, PassInputs.perRow(residuals), Progress.NONE);
                assertNear(golden.get("y_controlled"), posed, "noise in a pose at " + timestep);
                UNet.Pass free = unet.pass(latents, timestep, context, none, Progress.NONE);
                assertNear(golden.get("y"), free.noise(), "noise at " + timestep);
                Tensor shallow =
                        unet.shallow().predictNoise(latents, timestep, context, free.deep(), none, Progress.NONE);
                assertNear(golden.get("y"), shallow, "shallow noise at " + timestep);
            }
        }
    }

    @Test
    void vae() {
        Map<String, Tensor> golden = golden("vae");
        Tensor z = golden.get("z");
        Tensor pixels = RecipeWeights.uniform("pix", 1, 3, 8 * z.dim(2), 8 * z.dim(3));
        try (Vae vae = new Vae(folder.resolve("vae"), device)) {
            Tensor latents = DiffusionGoldens.affine(z, (float) (1 / vae.scalingFactor()), 0);
            assertNear(golden.get("decoded"), vae.decode(latents, Progress.NONE), "decoded");
            assertNear(golden.get("mean"), vae.encode(pixels, Progress.NONE).mean(), "mean");
        }
    }

    @Test
    void lora() {
        Path file = RecipeLora.writePeft(folder.resolve("pytorch_lora_weights.safetensors"));
        Map<String, Tensor> golden = golden("lora_peft_unet");
        Tensor x = golden.get("x");
        UNetOptions options = UNetOptions.NONE.withLora(new Lora(file, 0.8));
        try (UNet changed = new UNet(folder.resolve("arc2face"), device, options)) {
            Tensor noise = changed.predictNoise(x, 500, context(x), PassInputs.NONE, Progress.NONE);
            assertNear(golden.get("y.scale0.8"), noise, "LoRA");
        }
    }

    @Test
    void expressionAdapter() {
        Path adapter = RecipeExpressionAdapter.write(folder.resolve("exp_adapter.bin"), "full");
        Map<String, Tensor> golden = golden("exp_adapter_full_unet");
        Tensor x = golden.get("x");
        int empty = x.dim(0) - 1;
        float[] numbers = golden.get("expression").slice(empty, x.dim(0)).data();
        PassInputs given = ExpressionCondition.inputs(new Expression(numbers, 1), x.dim(0), empty);
        UNetOptions options = UNetOptions.NONE.withAdapter(new ExpressionAdapter(adapter));
        try (UNet adapted = new UNet(folder.resolve("arc2face"), device, options)) {
            Tensor noise = adapted.predictNoise(x, 500, context(x), given, empty, Progress.NONE);
            assertNear(golden.get("y.scale1.0"), noise, "expression");
        }
    }

    @Test
    void referenceAdapter() {
        Map<String, Tensor> golden = golden("ref_adapter_unet");
        Tensor latents = golden.get("reference_latent");
        Tensor x = golden.get("x");
        UNetOptions options = UNetOptions.NONE.withAdapter(ReferenceAdapter.READER);
        try (ReferenceUNet reference = new ReferenceUNet(folder.resolve("arc2face"), device);
                UNet reader = new UNet(folder.resolve("arc2face"), device, options)) {
            PassInputs bank = reference.look(latents, context(latents), Progress.NONE);
            Tensor noise = reader.predictNoise(x, 500, context(x), bank, x.dim(0) - 1, Progress.NONE);
            assertNear(golden.get("y"), noise, "reference");
        }
    }

    private static Tensor context(Tensor latents) {
        return DiffusionGoldens.context("tiny", latents.dim(0));
    }

    /** The bundled model's files hold halves: they are used as they are. */
    @Test
    void theBundledModel() {
        Map<String, Tensor> golden = Goldens.load("mini/unet.safetensors");
        int first = isSlow() ? 1 : 0;
        Tensor x = golden.get("x").slice(first, 2);
        Tensor context = golden.get("context").slice(first, 2);
        Path weights = ModelFolder.bundled().unet().resolve(DiffusionGoldens.WEIGHTS);
        try (UNet bundled = new UNet(ModelFolder.bundled().unet(), device)) {
            for (int timestep : timesteps(1, 500, 999)) {
                Tensor noise = bundled.predictNoise(x, timestep, context, PassInputs.NONE, Progress.NONE);
                assertNear(golden.get("y.t" + timestep).slice(first, 2), noise, "noise at " + timestep);
            }
        }
        assertTrue(Files.notExists(new Float16Copy(weights).path()));
    }
}
