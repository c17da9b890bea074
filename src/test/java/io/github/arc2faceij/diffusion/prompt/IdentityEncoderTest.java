package io.github.arc2faceij.diffusion.prompt;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityEncoderTest {

    private static final double TOLERANCE = 1e-4;

    /** The tiny encoder's embeddings have 576 numbers: the identity's 512 and 64 zeros. */
    @Test
    void anIdentityIsFilledUpWithZeros(@TempDir Path folder) {
        RecipeWeights.writeNetwork("tiny", "encoder", folder, DataType.F32);
        assertPrompts("tiny", folder.resolve("encoder"), Goldens.path("tokenizer"));
    }

    @Test
    void theBundledEncoderGivesTheReferencesPrompts() {
        assertPrompts(
                "mini", ModelFolder.bundled().encoder(), ModelFolder.bundled().tokenizer());
    }

    @Test
    void anIdentityThatDoesNotFitIsRefused() {
        try (TextEncoder network = bundledEncoder()) {
            IdentityEncoder encoder = new IdentityEncoder(
                    network, new ClipTokenizer(ModelFolder.bundled().tokenizer()));
            Arc2FaceException thrown =
                    assertThrows(Arc2FaceException.class, () -> encoder.prompt(new float[513], Progress.NONE));
            assertEquals(
                    "The identity has 513 numbers, but the encoder's embeddings have 512."
                            + " Compute the identity with the recogniser of this model.",
                    thrown.getMessage());
        }
    }

    @Test
    void aTokenizerOfAnotherLengthIsRefused(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"vocab.json", "merges.txt", "tokenizer_config.json"}) {
            Files.copy(ModelFolder.bundled().tokenizer().resolve(name), folder.resolve(name));
        }
        Path config = folder.resolve("tokenizer_config.json");
        Files.writeString(config, Files.readString(config).replace("77", "64"));
        try (TextEncoder network = bundledEncoder()) {
            ClipTokenizer tokenizer = new ClipTokenizer(folder);
            Arc2FaceException thrown =
                    assertThrows(Arc2FaceException.class, () -> new IdentityEncoder(network, tokenizer));
            assertEquals(
                    "The tokenizer makes 64 tokens of a text, but the encoder takes 77."
                            + " Take both from the same model.",
                    thrown.getMessage());
        }
    }

    private static TextEncoder bundledEncoder() {
        return new TextEncoder(ModelFolder.bundled().encoder(), Device.CPU);
    }

    private static void assertPrompts(String model, Path encoderFolder, Path tokenizer) {
        Map<String, Tensor> golden = Goldens.load(model + "/encoder.safetensors");
        try (TextEncoder network = new TextEncoder(encoderFolder, Device.CPU)) {
            IdentityEncoder encoder = new IdentityEncoder(network, new ClipTokenizer(tokenizer));
            Tensor prompt = encoder.prompt(golden.get("id").data(), Progress.NONE);
            assertClose(golden.get("prompt"), prompt, TOLERANCE, model + " prompt");
            assertClose(golden.get("empty"), encoder.empty(Progress.NONE), TOLERANCE, model + " empty prompt");
        }
    }
}
