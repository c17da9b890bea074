package io.github.arc2faceij.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Expression Adapters of the tiny UNet by formula, in the torch form that they are published in: a dict
 * {@code image_proj} and a dict {@code ip_adapter}. A tensor's formula is that of {@code "exp."} and its name in its dict.
 */
public final class RecipeExpressionAdapter {

    private static final long NUMBERS = 55;
    private static final long SIZE = 576;
    private static final long TOKENS = 4;
    /** Channels of the cross-attentions in the order of the reference's exp_adapter_order.json. */
    private static final int[] CHANNELS = {32, 32, 64, 64, 96, 96, 96, 96, 96, 64, 64, 64, 32, 32, 32, 96};

    private final Map<String, List<Long>> tensors = new LinkedHashMap<>();
    private final List<byte[]> storages = new ArrayList<>();

    private RecipeExpressionAdapter() {}

    /**
     * @param file to write
     * @param form {@code "full"}, two layers and one token, or {@code "linear"}, one layer and four tokens
     * @return the file
     */
    public static Path write(Path file, String form) {
        RecipeExpressionAdapter adapter = new RecipeExpressionAdapter();
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        if (form.equals("full")) {
            adapter.layer("proj.0", List.of(NUMBERS, NUMBERS));
            adapter.layer("proj.2", List.of(SIZE, NUMBERS));
            adapter.layer("proj.3", List.of(SIZE));
        } else {
            adapter.layer("proj", List.of(TOKENS * SIZE, NUMBERS));
            adapter.layer("norm", List.of(SIZE));
        }
        adapter.endDict(pickle, "image_proj");
        for (int i = 0; i < CHANNELS.length; i++) {
            adapter.tensors.put(2 * i + 1 + ".to_k_ip.weight", List.of((long) CHANNELS[i], SIZE));
            adapter.tensors.put(2 * i + 1 + ".to_v_ip.weight", List.of((long) CHANNELS[i], SIZE));
        }
        adapter.endDict(pickle, "ip_adapter");
        try {
            TorchZipWriter.write(file, pickle.op('u').bytes(), adapter.storages.toArray(byte[][]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private void layer(String name, List<Long> weight) {
        tensors.put(name + ".weight", weight);
        tensors.put(name + ".bias", weight.subList(0, 1));
    }

    private void endDict(StateDictPickle pickle, String dict) {
        pickle.text(dict).op('}').op('(');
        tensors.forEach((name, shape) -> {
            float[] values = values("exp." + name, shape);
            pickle.text(name)
                    .tensor(
                            "FloatStorage",
                            "" + storages.size(),
                            values.length,
                            0,
                            shape,
                            StateDictPickle.contiguous(shape));
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            storages.add(bytes.array());
        });
        pickle.op('u');
        tensors.clear();
    }

    private static float[] values(String name, List<Long> shape) {
        int[] axes = shape.stream().mapToInt(Long::intValue).toArray();
        return Recipe.weights(name, 0, shape).tensor(axes).data();
    }
}
