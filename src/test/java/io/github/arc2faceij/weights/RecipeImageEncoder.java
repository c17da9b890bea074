package io.github.arc2faceij.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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

    /**
     * Writes the modified ResNet as torch.jit.save writes OpenAI's: nested modules, the image encoder as {@code visual}.
     *
     * @param file to write
     * @param selfMade whether a module wants its own program to set it up
     * @return the file
     */
    public static Path writeScript(Path file, boolean selfMade) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        resNet().forEach((name, tensor) -> tensors.put("visual." + name, tensor));
        return writeScript(file, tensors, selfMade);
    }

    /**
     * As {@link #writeScript(Path, boolean)}.
     *
     * @param file to write
     * @param tensors by name, dots between those of modules
     * @param selfMade whether a module wants its own program to set it up
     * @return the file
     */
    public static Path writeScript(Path file, Map<String, Tensor> tensors, boolean selfMade) {
        List<byte[]> storages = new ArrayList<>();
        StateDictPickle pickle = new StateDictPickle();
        Map<String, Object> root = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> nested(root, name).put(last(name), tensor));
        module(pickle, root, storages);
        if (selfMade) {
            pickle.integer(1).op('b');
        }
        try {
            TorchZipWriter.writeScript(file, pickle.bytes(), storages.toArray(byte[][]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> nested(Map<String, Object> root, String name) {
        Map<String, Object> module = root;
        String[] path = name.split("\\.");
        for (int i = 0; i < path.length - 1; i++) {
            module = (Map<String, Object>) module.computeIfAbsent(path[i], key -> new LinkedHashMap<String, Object>());
        }
        return module;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void module(StateDictPickle pickle, Map<?, ?> attributes, List<byte[]> storages) {
        pickle.global("__torch__.multimodal.model", "___torch_mangle_" + storages.size() + ".Module")
                .op(')')
                .op(0x81) // NEWOBJ
                .op('}')
                .op('(')
                .text("training")
                .op(0x89); // NEWFALSE
        attributes.forEach((name, value) -> {
            pickle.text((String) name);
            if (value instanceof Map<?, ?> inner) {
                module(pickle, inner, storages);
            } else {
                Tensor tensor = (Tensor) value;
                List<Long> shape =
                        Arrays.stream(tensor.shape()).asLongStream().boxed().toList();
                pickle.tensor(
                        "FloatStorage",
                        "" + storages.size(),
                        tensor.size(),
                        0,
                        shape,
                        StateDictPickle.contiguous(shape));
                storages.add(RecipeIpAdapter.bytes(tensor));
            }
        });
        pickle.op('u').op('b');
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
