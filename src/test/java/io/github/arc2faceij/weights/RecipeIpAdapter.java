package io.github.arc2faceij.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** IP-Adapters of the tiny UNet by formula. A tensor's formula is that of {@code "ip."}, the form, a dot and its name. */
public final class RecipeIpAdapter {

    private RecipeIpAdapter() {}

    /**
     * @param file to write: {@code .bin} is a torch zip of two dicts, else safetensors with flat names, as both are published
     * @param form {@code "base"}, {@code "full_face"}, {@code "plus"}, {@code "faceid"} or {@code "faceid_plus"}
     * @return the file
     */
    public static Path write(Path file, String form) {
        Map<String, Tensor> tensors = tensors(form);
        if (file.toString().endsWith(".bin")) {
            writeZip(file, tensors);
        } else {
            Safetensors.write(file, tensors);
        }
        return file;
    }

    /**
     * @param form as above
     * @return its tensors by name
     */
    public static Map<String, Tensor> tensors(String form) {
        JsonObject shapes = Goldens.json("image/ip_" + form + ".json");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : shapes.keySet()) {
            int[] shape = StreamSupport.stream(shapes.getAsJsonArray(name).spliterator(), false)
                    .mapToInt(JsonElement::getAsInt)
                    .toArray();
            tensors.put(name, RecipeWeights.weights("ip." + form + "." + name, 0, shape));
        }
        return tensors;
    }

    private static void writeZip(Path file, Map<String, Tensor> tensors) {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        List<byte[]> storages = new ArrayList<>();
        for (String group : List.of("image_proj", "ip_adapter")) {
            pickle.text(group).op('}').op('(');
            tensors.forEach((name, tensor) -> {
                if (name.startsWith(group + ".")) {
                    List<Long> shape =
                            Arrays.stream(tensor.shape()).asLongStream().boxed().toList();
                    pickle.text(name.substring(group.length() + 1))
                            .tensor(
                                    "FloatStorage",
                                    "" + storages.size(),
                                    tensor.size(),
                                    0,
                                    shape,
                                    StateDictPickle.contiguous(shape));
                    storages.add(bytes(tensor));
                }
            });
            pickle.op('u');
        }
        try {
            TorchZipWriter.write(file, pickle.op('u').bytes(), storages.toArray(byte[][]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.data());
        return bytes.array();
    }
}
