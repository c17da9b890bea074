package io.github.arc2faceij.diffusion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.ControlNet.Residuals;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.onnx.CudaOptions;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.onnx.Lora;
import io.github.arc2faceij.onnx.Precision;
import io.github.arc2faceij.onnx.Provider;
import io.github.arc2faceij.onnx.UNetOptions;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.HalfCopy;
import io.github.arc2faceij.weights.RecipeExpressionAdapter;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graphs that a GPU runs in half precision, on the processor, against the goldens in float32. */
class Float16NetworksTest {

    static final Device HALF = new Device(Provider.CPU, CudaOptions.DEFAULT, Precision.FLOAT16);

    /** Of the largest number of the golden. */
    private static final double TOLERANCE = 2e-2;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() {
        RecipeWeights.writeFolder("tiny", folder, DataType.F32);
    }

    @Test
    void textEncoder() {
        Map<String, Tensor> golden = Goldens.load("tiny/encoder.safetensors");
        try (TextEncoder encoder = new TextEncoder(folder.resolve("encoder"), HALF)) {
            float[] identity = Arrays.copyOf(golden.get("id").data(), encoder.hiddenSize());
            Tensor prompt =
                    encoder.encode(DiffusionGoldens.PROMPT, DiffusionGoldens.ID_POSITION, identity, Progress.NONE);
            assertNear(golden.get("prompt"), prompt, "prompt");
        }
    }

    @Test
    void unetAndControlNet() {
        for (int timestep : new int[] {1, 500, 981}) {
            Map<String, Tensor> golden = Goldens.load("tiny/unet.2x16x16.t" + timestep + ".safetensors");
            Tensor latents = golden.get("x");
            Tensor context = DiffusionGoldens.context("tiny", 2);
            try (ControlNet control = new ControlNet(folder.resolve("controlnet"), HALF);
                    UNet unet = new UNet(folder.resolve("arc2face"), HALF)) {
                Tensor condition = DiffusionGoldens.condition(latents);
                Residuals residuals = control.residuals(latents, timestep, context, condition, 0.8, Progress.NONE);
                assertNear(golden.get("mid"), residuals.byInput().get("mid"), "mid at " + timestep);
                Tensor free = unet.predictNoise(latents, timestep, context, Residuals.NONE, Progress.NONE);
                assertNear(golden.get("y"), free, "noise at " + timestep);
                Tensor posed = unet.predictNoise(latents, timestep, context, residuals, Progress.NONE);
                assertNear(golden.get("y_controlled"), posed, "noise in a pose at " + timestep);
            }
        }
    }

    /** At the same timestep, the shallow UNet goes on from what the whole one kept. */
    @Test
    void shallowUNet() {
        Map<String, Tensor> golden = Goldens.load("tiny/unet.2x16x16.t500.safetensors");
        Tensor context = DiffusionGoldens.context("tiny", 2);
        Conditions none = Conditions.of(Residuals.NONE);
        try (UNet unet = new UNet(folder.resolve("arc2face"), HALF)) {
            UNet.Pass whole = unet.pass(golden.get("x"), 500, context, none, Progress.NONE);
            Tensor noise =
                    unet.shallow().predictNoise(golden.get("x"), 500, context, whole.deep(), none, Progress.NONE);
            assertNear(golden.get("y"), noise, "noise");
        }
    }

    @Test
    void vae() {
        Map<String, Tensor> golden = Goldens.load("tiny/vae.safetensors");
        try (Vae vae = new Vae(folder.resolve("vae"), HALF)) {
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
        try (UNet unet = new UNet(folder.resolve("arc2face"), HALF, UNetOptions.NONE.withLora(new Lora(file, 0.8)))) {
            Tensor noise =
                    unet.predictNoise(golden.get("x"), 500, golden.get("context"), Residuals.NONE, Progress.NONE);
            assertNear(golden.get("y.scale0.8"), noise, "LoRA");
        }
    }

    @Test
    void expressionAdapter() {
        Path adapter = RecipeExpressionAdapter.write(folder.resolve("exp_adapter.bin"), "full");
        Map<String, Tensor> golden = Goldens.load("tiny/exp_adapter_full_unet.safetensors");
        float[] rows = golden.get("expression").data();
        Expression expression = new Expression(Arrays.copyOfRange(rows, Expression.LENGTH, rows.length), 1);
        Conditions conditions = new Conditions(Residuals.NONE, Optional.of(expression), Optional.empty(), 1);
        try (UNet unet = new UNet(folder.resolve("arc2face"), HALF, UNetOptions.NONE.withExpressionAdapter(adapter))) {
            Tensor noise = unet.predictNoise(golden.get("x"), 500, golden.get("context"), conditions, Progress.NONE);
            assertNear(golden.get("y.scale1.0"), noise, "expression");
        }
    }

    @Test
    void referenceAdapter() {
        Map<String, Tensor> golden = Goldens.load("tiny/ref_adapter_unet.safetensors");
        UNetOptions options = new UNetOptions(List.of(), Optional.empty(), true);
        try (ReferenceUNet reference = new ReferenceUNet(folder.resolve("arc2face"), HALF);
                UNet reader = new UNet(folder.resolve("arc2face"), HALF, options)) {
            Tensor prompt = golden.get("context").slice(1, 2);
            ReferenceUNet.Bank bank = reference.look(golden.get("reference_latent"), prompt, Progress.NONE);
            Conditions conditions = new Conditions(Residuals.NONE, Optional.empty(), Optional.of(bank), 1);
            Tensor noise = reader.predictNoise(golden.get("x"), 500, golden.get("context"), conditions, Progress.NONE);
            assertNear(golden.get("y"), noise, "reference");
        }
    }

    /** The bundled model's files hold halves: they are used as they are. */
    @Test
    void theBundledModel() {
        Map<String, Tensor> golden = Goldens.load("mini/unet.safetensors");
        Path weights = ModelFolder.bundled().unet().resolve(UNet.WEIGHTS);
        try (UNet unet = new UNet(ModelFolder.bundled().unet(), HALF)) {
            for (int timestep : new int[] {1, 500, 999}) {
                Tensor noise = unet.predictNoise(
                        golden.get("x"), timestep, golden.get("context"), Residuals.NONE, Progress.NONE);
                assertNear(golden.get("y.t" + timestep), noise, "noise at " + timestep);
            }
        }
        assertTrue(Files.notExists(new HalfCopy(weights).path()));
    }

    /** Numbers that are exactly the golden's would mean that it was computed in float32. */
    static void assertNear(Tensor golden, Tensor found, String what) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < golden.size(); i++) {
            largest = Math.max(largest, Math.abs(golden.data()[i]));
            worst = Math.max(worst, Math.abs(golden.data()[i] - found.data()[i]));
        }
        double relative = worst / largest;
        assertTrue(relative <= TOLERANCE && relative > 1e-5, what + " differs by " + relative + " of the largest");
    }
}
