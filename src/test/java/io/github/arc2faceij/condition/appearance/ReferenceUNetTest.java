package io.github.arc2faceij.condition.appearance;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TensorAssert;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceUNetTest {

    private static final double TOLERANCE = 1e-3;
    private static final int TIMESTEP = 500;
    private static final UNetOptions WITHOUT_LORA = UNetOptions.NONE.withAdapter(ReferenceAdapter.READER);

    @TempDir
    static Path folder;

    private static Path unet;
    private static Map<String, Tensor> golden;
    private static PassInputs bank;

    @BeforeAll
    static void look() {
        unet = RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32);
        golden = Goldens.load("tiny/ref_adapter_unet.safetensors");
        try (ReferenceUNet reference = new ReferenceUNet(unet, Device.CPU)) {
            Tensor prompt = golden.get("context").slice(1, 2);
            bank = reference.look(golden.get("reference_latent"), prompt, Progress.NONE);
        }
    }

    @Test
    void onlyThePromptSeesTheReferenceAsInTheOriginal() {
        try (UNet reader = new UNet(unet, Device.CPU, WITHOUT_LORA)) {
            assertClose(golden.get("y"), noise(reader, bank, 1), TOLERANCE);
        }
    }

    @Test
    void withoutAReferenceTheUNetIsAsPublished() {
        try (UNet reader = new UNet(unet, Device.CPU, WITHOUT_LORA);
                UNet plain = new UNet(unet, Device.CPU)) {
            assertClose(noise(plain, PassInputs.NONE, 0), noise(reader, PassInputs.NONE, 1), 1e-6);
        }
    }

    @Test
    void theAdaptersLoraChangesTheReader() {
        Path file = RecipeLora.writePeft(folder.resolve("pytorch_lora_weights.safetensors"));
        UNetOptions options = WITHOUT_LORA.withLora(new Lora(file, 0.8));
        Tensor lora = Goldens.load("tiny/lora_peft_unet.safetensors").get("y.scale0.8");
        Map<String, Tensor> inputs = Goldens.load("tiny/lora_peft_unet.safetensors");
        try (UNet reader = new UNet(unet, Device.CPU, options)) {
            Tensor noise = reader.predictNoise(
                    inputs.get("x"), TIMESTEP, inputs.get("context"), PassInputs.NONE, 1, Progress.NONE);
            assertClose(lora, noise, TOLERANCE);
            assertTrue(TensorAssert.largestDifference(golden.get("y"), noise(reader, bank, 1)) > 0.01);
        }
    }

    @Test
    void aReferenceNeedsTheAdapter() {
        try (UNet plain = new UNet(unet, Device.CPU)) {
            Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> noise(plain, bank, 0));
            assertTrue(refusal.getMessage().contains("takes no \"reference_0\""), refusal.getMessage());
        }
    }

    private static Tensor noise(UNet network, PassInputs given, int empty) {
        return network.predictNoise(golden.get("x"), TIMESTEP, golden.get("context"), given, empty, Progress.NONE);
    }
}
