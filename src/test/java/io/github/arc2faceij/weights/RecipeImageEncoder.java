package io.github.arc2faceij.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The small image encoders of {@code golden/image}, by formula. */
public final class RecipeImageEncoder {

    private RecipeImageEncoder() {}

    /**
     * @param form {@code "vit_gelu"} or {@code "vit_quick_gelu"}
     * @param folder created when missing; gets config.json as well
     * @return the file of weights
     */
    public static Path write(String form, Path folder) {
        String source = "image/" + form + "/";
        RecipeWeights.writeModel(
                source + "tensors.json", source + "config.json", folder, "model.safetensors", 0, DataType.F32);
        return folder.resolve("model.safetensors");
    }

    /**
     * @param file to write
     * @param prefix of the tensors' names: nothing, or {@code "visual."} as in a whole CLIP
     * @return the file
     */
    public static Path writeResNet(Path file, String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        resNet().forEach((name, tensor) -> tensors.put(prefix + name, tensor));
        Safetensors.write(file, tensors);
        return file;
    }

    /** @return the tensors of the modified ResNet by name */
    public static Map<String, Tensor> resNet() {
        JsonObject shapes = Goldens.json("image/rn/tensors.json");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.keySet().forEach(name -> tensors.put(name, tensor(name, shape(shapes, name))));
        return tensors;
    }

    private static int[] shape(JsonObject shapes, String name) {
        return StreamSupport.stream(shapes.getAsJsonArray(name).spliterator(), false)
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    /** Means are half of the formula's, variances its absolute value and 0.5. */
    private static Tensor tensor(String name, int... shape) {
        Tensor tensor = RecipeWeights.weights(name, 0, shape);
        float[] data = tensor.data();
        for (int i = 0; i < data.length; i++) {
            if (name.endsWith("running_mean")) {
                data[i] *= 0.5f;
            } else if (name.endsWith("running_var")) {
                data[i] = Math.abs(data[i]) + 0.5f;
            }
        }
        return tensor;
    }
}
