package io.github.arc2faceij.weights;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The LoRAs of the tiny UNet by formula, with the names that kohya and PEFT give them; see {@link RecipeWeights}. */
public final class RecipeLora {

    private static final long RANK = 6;
    private static final float ALPHA = 3;

    private final Path file;
    private final List<TensorLocation> layout = new ArrayList<>();
    private long offset;

    private RecipeLora(Path file) {
        this.file = file;
    }

    /**
     * All layers of all blocks, convolutions included, in half precision, with alpha 3.
     *
     * @param file to write
     * @return the file
     */
    public static Path writeKohya(Path file) {
        RecipeLora lora = new RecipeLora(file);
        JsonObject tensors = tensors();
        for (String name : tensors.keySet()) {
            JsonArray shape = tensors.getAsJsonArray(name);
            if (name.contains("_block") && shape.size() > 1) {
                String layer =
                        "lora_unet_" + name.replaceFirst("\\.weight$", "").replace('.', '_');
                lora.add(layer + ".alpha", DataType.F32, List.of());
                lora.add(layer + ".lora_down.weight", DataType.F16, withRank(shape, 0));
                lora.add(layer + ".lora_up.weight", DataType.F16, withRank(shape, 1));
            }
        }
        return lora.write();
    }

    /**
     * The projections of all attentions, without alpha.
     *
     * @param file to write
     * @return the file
     */
    public static Path writePeft(Path file) {
        RecipeLora lora = new RecipeLora(file);
        JsonObject tensors = tensors();
        for (String name : tensors.keySet()) {
            JsonArray shape = tensors.getAsJsonArray(name);
            if (name.matches(".*\\.attn[12]\\.to_.*") && shape.size() > 1) {
                String layer = "unet." + name.replaceFirst("\\.weight$", "");
                lora.add(layer + ".lora_A.weight", DataType.F32, withRank(shape, 0));
                lora.add(layer + ".lora_B.weight", DataType.F32, withRank(shape, 1));
            }
        }
        return lora.write();
    }

    private static JsonObject tensors() {
        return Goldens.json("tiny/arc2face/tensors.json");
    }

    /** Down [rank, in, ...] for axis 0, up [out, rank, 1, ...] for axis 1. */
    private static List<Long> withRank(JsonArray weight, int rankAxis) {
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < weight.size(); axis++) {
            long length = weight.get(axis).getAsLong();
            boolean kernel = axis > 1;
            shape.add(axis == rankAxis ? RANK : kernel && rankAxis == 1 ? 1 : length);
        }
        return shape;
    }

    private void add(String name, DataType type, List<Long> shape) {
        long length = TensorLocation.bytes(name, type, shape);
        layout.add(new TensorLocation(name, file, offset, length, type, shape));
        offset += length;
    }

    private Path write() {
        try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            channel.write(SafetensorsHeader.format(layout));
            for (TensorLocation tensor : layout) {
                Recipe recipe = tensor.name().endsWith(".alpha")
                        ? new Recipe(0, 0, ALPHA)
                        : Recipe.weights(tensor.name(), 0, tensor.shape());
                recipe.write(channel, tensor.type(), tensor.count());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
