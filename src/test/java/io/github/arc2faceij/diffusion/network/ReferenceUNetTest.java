package io.github.arc2faceij.diffusion.network;

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
import io.github.arc2faceij.diffusion.network.ControlNet.Residuals;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceUNetTest {

    private static final double TOLERANCE = 1e-3;
    private static final int TIMESTEP = 500;
    private static final UNetOptions WITHOUT_LORA = new UNetOptions(List.of(), Optional.empty(), true);

    @TempDir
    static Path folder;

    private static Path unet;
    private static Map<String, Tensor> golden;
    private static ReferenceUNet.Bank bank;

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
            assertClose(golden.get("y"), noise(reader, Optional.of(bank), 1), TOLERANCE);
        }
    }

    @Test
    void withoutAReferenceTheUNetIsAsPublished() {
        try (UNet reader = new UNet(unet, Device.CPU, WITHOUT_LORA);
                UNet plain = new UNet(unet, Device.CPU)) {
            assertClose(noise(plain, Optional.empty(), 0), noise(reader, Optional.empty(), 1), 1e-6);
        }
    }

    @Test
    void theAdaptersLoraChangesTheReader() {
        Path file = RecipeLora.writePeft(folder.resolve("pytorch_lora_weights.safetensors"));
        UNetOptions options = UNetOptions.NONE.withReferenceAdapter(new Lora(file, 0.8));
        Tensor lora = Goldens.load("tiny/lora_peft_unet.safetensors").get("y.scale0.8");
        Map<String, Tensor> inputs = Goldens.load("tiny/lora_peft_unet.safetensors");
        try (UNet reader = new UNet(unet, Device.CPU, options)) {
            Conditions none = conditions(Optional.empty(), 1);
            Tensor noise = reader.predictNoise(inputs.get("x"), TIMESTEP, inputs.get("context"), none, Progress.NONE);
            assertClose(lora, noise, TOLERANCE);
            assertTrue(TensorAssert.largestDifference(golden.get("y"), noise(reader, Optional.of(bank), 1)) > 0.01);
        }
    }

    @Test
    void aReferenceNeedsTheAdapter() {
        try (UNet plain = new UNet(unet, Device.CPU)) {
            Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> noise(plain, Optional.of(bank), 0));
            assertTrue(refusal.getMessage().contains("without the Reference Adapter"), refusal.getMessage());
        }
    }

    private static Tensor noise(UNet network, Optional<ReferenceUNet.Bank> reference, int empty) {
        return network.predictNoise(
                golden.get("x"), TIMESTEP, golden.get("context"), conditions(reference, empty), Progress.NONE);
    }

    private static Conditions conditions(Optional<ReferenceUNet.Bank> reference, int empty) {
        return new Conditions(Residuals.NONE, Optional.empty(), reference, empty);
    }
}
