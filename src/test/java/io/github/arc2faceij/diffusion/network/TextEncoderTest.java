package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import com.google.gson.JsonArray;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.DiffusionGoldens;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEncoderTest {

    private static final double TOLERANCE = 1e-4;

    @Test
    void encodesIdentityAndEmptyPromptAsTransformers(@TempDir Path folder) {
        Path network = RecipeWeights.writeNetwork("tiny", "encoder", folder, DataType.F32);
        Map<String, Tensor> golden = Goldens.load("tiny/encoder.safetensors");
        try (TextEncoder encoder = new TextEncoder(network, Device.CPU)) {
            assertClose(
                    golden.get("empty"), encode(encoder, DiffusionGoldens.EMPTY, TextEncoder.NONE, golden), TOLERANCE);
            assertClose(
                    golden.get("prompt"),
                    encode(encoder, DiffusionGoldens.PROMPT, DiffusionGoldens.ID_POSITION, golden),
                    TOLERANCE);
        }
    }

    @Test
    void encodesWithTheBundledModelAsTransformers() {
        Map<String, Tensor> golden = Goldens.load("mini/encoder.safetensors");
        int[] prompt = ids("prompt_ids");
        int position = IntStream.range(0, prompt.length)
                .filter(i -> prompt[i]
                        == Goldens.json("mini/cases.json").get("id_token").getAsInt())
                .findFirst()
                .orElseThrow();
        try (TextEncoder encoder = new TextEncoder(ModelFolder.bundled().encoder(), Device.CPU)) {
            assertClose(golden.get("empty"), encode(encoder, ids("empty_ids"), TextEncoder.NONE, golden), TOLERANCE);
            assertClose(golden.get("prompt"), encode(encoder, prompt, position, golden), TOLERANCE);
        }
    }

    private static Tensor encode(TextEncoder encoder, int[] ids, int position, Map<String, Tensor> golden) {
        float[] embedding = Arrays.copyOf(golden.get("id").data(), encoder.hiddenSize());
        return encoder.encode(ids, position, embedding, Progress.NONE);
    }

    private static int[] ids(String name) {
        JsonArray ids = Goldens.json("mini/cases.json").getAsJsonArray(name);
        return IntStream.range(0, ids.size()).map(i -> ids.get(i).getAsInt()).toArray();
    }
}
