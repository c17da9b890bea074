package io.github.arc2faceij.weights;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The LoRAs of the tiny model by formula, with the names that kohya, LyCORIS, PEFT and diffusers give them; see
 * {@link RecipeWeights}.
 */
public final class RecipeLora {

    private static final long RANK = 6;
    private static final float ALPHA = 3;

    private final Path file;
    private final float alpha;
    private final List<TensorLocation> layout = new ArrayList<>();
    private final JsonObject metadata = new JsonObject();
    private long offset;

    private RecipeLora(Path file, float alpha) {
        this.file = file;
        this.alpha = alpha;
    }

    /**
     * A LoRA of golden/tiny/loras.json, with what its header or a file beside it tells.
     *
     * @param name of the LoRA
     * @param folder where to write it; one that PEFT saved gets a folder of its own
     * @return the file
     */
    public static Path write(String name, Path folder) {
        JsonObject described = Goldens.json("tiny/loras.json").getAsJsonObject(name);
        boolean saved = described.has("config");
        Path file = folder.resolve(saved ? name + "/adapter_model.safetensors" : name + ".safetensors");
        if (saved) {
            writeConfig(file, described.getAsJsonObject("config"));
        }
        RecipeLora lora = new RecipeLora(
                file, described.has("alpha") ? described.get("alpha").getAsFloat() : 0);
        if (described.has("metadata")) {
            lora.metadata.addProperty(
                    "lora_adapter_metadata", described.get("metadata").toString());
        }
        JsonObject tensors = described.getAsJsonObject("tensors");
        for (String tensor : tensors.keySet()) {
            List<Long> shape = new ArrayList<>();
            tensors.getAsJsonArray(tensor).forEach(axis -> shape.add(axis.getAsLong()));
            lora.add(tensor, DataType.F32, shape);
        }
        return lora.write();
    }

    private static void writeConfig(Path lora, JsonObject config) {
        try {
            Files.createDirectories(lora.getParent());
            Files.writeString(lora.resolveSibling("adapter_config.json"), config.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All layers of all blocks, convolutions included, in half precision, with alpha 3.
     *
     * @param file to write
     * @return the file
     */
    public static Path writeKohya(Path file) {
        return writeKohya(file, DataType.F32);
    }

    /**
     * The same with another kind of number for alpha.
     *
     * @param file to write
     * @param alpha the type
     * @param alphaShape none, or 1
     * @return the file
     */
    public static Path writeKohya(Path file, DataType alpha, Long... alphaShape) {
        RecipeLora lora = new RecipeLora(file, ALPHA);
        JsonObject tensors = tensors();
        for (String name : tensors.keySet()) {
            JsonArray shape = tensors.getAsJsonArray(name);
            if (name.contains("_block") && shape.size() > 1) {
                String layer =
                        "lora_unet_" + name.replaceFirst("\\.weight$", "").replace('.', '_');
                lora.add(layer + ".alpha", alpha, List.of(alphaShape));
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
        return writePeft(file, Map.of());
    }

    /**
     * The same with more in the header.
     *
     * @param file to write
     * @param metadata texts by name
     * @return the file
     */
    public static Path writePeft(Path file, Map<String, String> metadata) {
        RecipeLora lora = new RecipeLora(file, ALPHA);
        metadata.forEach(lora.metadata::addProperty);
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

    private Recipe recipe(TensorLocation tensor) {
        String name = tensor.name();
        if (name.endsWith(".alpha")) {
            return new Recipe(0, 0, alpha);
        }
        boolean magnitudes = name.contains("dora_scale") || name.contains("lora_magnitude_vector");
        return magnitudes ? Recipe.magnitudes(name) : Recipe.weights(name, 0, tensor.shape());
    }

    private Path write() {
        try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            channel.write(SafetensorsHeader.format(layout, metadata));
            for (TensorLocation tensor : layout) {
                recipe(tensor).write(channel, tensor.type(), tensor.count());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
