package io.github.arc2faceij.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The index of weights that were saved in several files, as transformers and diffusers write it:
 * <code>{"metadata": {...}, "weight_map": {TENSOR: FILE}}</code>, the files beside it.
 */
final class ShardIndex {

    private static final String SUFFIX = ".json";
    private static final String MAP = "weight_map";

    /** That of a thousand tensors takes 0.1 MB. */
    private static final int LONGEST = 16 << 20;

    private final FileBytes file;
    private final Map<String, Path> shards = new LinkedHashMap<>();

    private ShardIndex(FileBytes file) {
        this.file = file;
        map().entrySet().forEach(entry -> shards.put(entry.getKey(), shard(entry.getKey(), entry.getValue())));
    }

    /** @return whether the name is that of an index */
    static boolean isIndex(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    /**
     * @param index a file
     * @return the files that it names, in the order in which they first occur; they need not be there
     * @throws io.github.arc2faceij.common.Arc2FaceException when it is no such index
     */
    static List<Path> shards(Path index) {
        try (FileBytes bytes = FileBytes.open(index)) {
            return List.copyOf(new LinkedHashSet<>(new ShardIndex(bytes).shards.values()));
        }
    }

    /**
     * @param file an index
     * @return the tensors of all shards
     * @throws io.github.arc2faceij.common.Arc2FaceException when it is no such index, or a shard is missing or damaged, or
     *     lacks a tensor
     */
    static WeightFile index(FileBytes file) {
        ShardIndex index = new ShardIndex(file);
        Map<Path, WeightFile> open = new LinkedHashMap<>();
        Map<String, TensorLocation> tensors = new LinkedHashMap<>();
        index.shards.forEach((tensor, shard) -> {
            tensors.put(tensor, open.computeIfAbsent(shard, WeightFile::open).get(tensor));
        });
        return new WeightFile(file.path(), tensors);
    }

    private JsonObject map() {
        if (file.size() > LONGEST) {
            throw file.damaged("an index of shards does not have " + file.size() + " bytes");
        }
        String text =
                StandardCharsets.UTF_8.decode(file.read(0, (int) file.size())).toString();
        try {
            JsonElement map = JsonParser.parseString(text).getAsJsonObject().get(MAP);
            if (map == null || map.getAsJsonObject().size() == 0) {
                throw file.damaged("it has no \"" + MAP + "\" that says which file holds which tensor");
            }
            return map.getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw file.damaged("it is no index of shards: it does not hold a JSON object", e);
        }
    }

    /** A name with folders in it could lead to any file of the computer. */
    private Path shard(String tensor, JsonElement name) {
        boolean text = name.isJsonPrimitive() && name.getAsJsonPrimitive().isString();
        String shard = text ? name.getAsString() : "";
        if (shard.isBlank() || shard.matches("(?s).*[/\\\\:\0].*") || shard.startsWith(".") || shard.endsWith(SUFFIX)) {
            throw file.damaged("it puts the tensor \"" + tensor + "\" into " + name + ", which is no file beside it");
        }
        return file.path().resolveSibling(shard);
    }
}
