package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the goldens of the diffusion networks were computed from. */
public final class DiffusionGoldens {

    /** The file with the weights of every published diffusers network. */
    public static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

    /** "photo of a id person" in CLIP's tokens. */
    public static final int[] PROMPT = padded(49406, 1125, 539, 320, 1014, 2533);

    /** The empty text. */
    public static final int[] EMPTY = padded(49406);

    /** Where "id" is in the prompt. */
    public static final int ID_POSITION = 4;

    private static final int END_OF_TEXT = 49407;
    private static final int LENGTH = 77;

    private DiffusionGoldens() {}

    private static int[] padded(int... start) {
        int[] ids = Arrays.copyOf(start, LENGTH);
        Arrays.fill(ids, start.length, LENGTH, END_OF_TEXT);
        return ids;
    }

    /** @return [empty; prompt] for a batch of two, prompt for one */
    public static Tensor context(String size, int batch) {
        Map<String, Tensor> encoder = Goldens.load(size + "/encoder.safetensors");
        return batch == 2 ? Tensor.concat(encoder.get("empty"), encoder.get("prompt")) : encoder.get("prompt");
    }

    /** @return the condition picture for latents */
    public static Tensor condition(Tensor latents) {
        int height = latents.dim(2);
        int width = latents.dim(3);
        Tensor picture = RecipeWeights.uniform("pic" + height + width, latents.dim(0), 3, 8 * height, 8 * width);
        return affine(picture, 0.5f, 0.5f);
    }

    /** @return factor * x + shift */
    public static Tensor affine(Tensor x, float factor, float shift) {
        Tensor y = x.copy();
        for (int i = 0; i < y.size(); i++) {
            y.data()[i] = y.data()[i] * factor + shift;
        }
        return y;
    }

    /** Copies a diffusers network, its weights converted to float32. */
    public static Path asFloat32(Path network, Path target) throws IOException {
        Files.createDirectories(target);
        Files.copy(network.resolve("config.json"), target.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
        WeightFile half = WeightFile.open(network.resolve(WEIGHTS));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        half.names().forEach(name -> tensors.put(name, half.read(name)));
        Safetensors.write(target.resolve(WEIGHTS), tensors);
        return target;
    }
}
