package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightNamesTest {

    @TempDir
    Path folder;

    /** ModelMixin.from_pretrained looks for an index before it looks for a file. */
    @Test
    void diffusersOrder() throws IOException {
        assertOrder(
                WeightNames.DIFFUSERS,
                "diffusion_pytorch_model.safetensors.index.json",
                "diffusion_pytorch_model.safetensors",
                "diffusion_pytorch_model.bin",
                "diffusion_pytorch_model.bin.index.json",
                "diffusion_pytorch_model.safetensors.index.fp16.json",
                "diffusion_pytorch_model.safetensors.fp16.index.json",
                "diffusion_pytorch_model.fp16.safetensors",
                "diffusion_pytorch_model.fp16.bin",
                "diffusion_pytorch_model.bin.index.fp16.json");
    }

    /** PreTrainedModel.from_pretrained looks for a file before it looks for its index. */
    @Test
    void transformersOrder() throws IOException {
        assertOrder(
                WeightNames.TRANSFORMERS,
                "model.safetensors",
                "model.safetensors.index.json",
                "pytorch_model.bin",
                "pytorch_model.bin.index.json",
                "model.fp16.safetensors",
                "model.safetensors.index.fp16.json",
                "pytorch_model.fp16.bin");
    }

    @Test
    void lorasOrder() throws IOException {
        assertOrder(WeightNames.LORA, "pytorch_lora_weights.safetensors", "pytorch_lora_weights.bin");
    }

    @Test
    void whatWasLookedForIsNamed() throws IOException {
        Files.createDirectory(folder.resolve("pytorch_lora_weights.bin"));
        String message = assertThrows(Arc2FaceException.class, () -> WeightNames.LORA.in(folder))
                .getMessage();
        assertEquals(
                "The folder \"" + folder
                        + "\" holds no weights. The plugin looked for pytorch_lora_weights.safetensors,"
                        + " pytorch_lora_weights.bin, and for the same names with .fp16 before the ending. Install the model again, or"
                        + " copy its weights there.",
                message);
    }

    @Test
    void aPublishedFileStandsForWhatIsThere() throws IOException {
        Path published = folder.resolve("pytorch_model.bin");
        assertEquals(List.of(published), WeightNames.files(published));
        Path other = Files.createFile(folder.resolve("model.safetensors"));
        assertEquals(List.of(other), WeightNames.files(published));
        Path config = folder.resolve("config.json");
        assertEquals(List.of(config), WeightNames.files(config));
    }

    /** Every name is found alone, and before all that come after it. */
    private void assertOrder(WeightNames names, String... order) throws IOException {
        assertEquals(Optional.empty(), names.find(folder));
        for (int i = order.length - 1; i >= 0; i--) {
            Path file = Files.createFile(folder.resolve(order[i]));
            assertEquals(Optional.of(file), names.find(folder));
            assertEquals(file, names.in(folder));
        }
    }
}
