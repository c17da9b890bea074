package io.github.arc2faceij.weights;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.arc2faceij.common.Arc2FaceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file. It is read token by token, so that neither a duplicate, which a JSON tree
 * would swallow, nor endless nesting can pass.
 */
final class SafetensorsHeader {

    /** The header's length comes before it in so many bytes. */
    static final int PREFIX = Long.BYTES;

    /** The header's entry that is no tensor, of texts by name. */
    static final String METADATA = "__metadata__";
    /** As many axes as a torch tensor can have. */
    private static final int MOST_AXES = 64;

    private final FileBytes file;
    private final JsonReader json;
    private final long dataStart;
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader(FileBytes file, JsonReader json, long dataStart) {
        this.file = file;
        this.json = json;
        this.dataStart = dataStart;
    }

    /**
     * @param file that the header comes from
     * @param header the JSON text in UTF-8
     * @param dataStart offset of the first byte after the header
     * @return the tensors that it lists, in its order, not checked against each other, and its metadata
     * @throws Arc2FaceException when the header is not as the format says
     */
    static WeightFile parse(FileBytes file, ByteBuffer header, long dataStart) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(header.array());
        // A decoder made by hand reports malformed UTF-8, where InputStreamReader would replace it silently.
        try (JsonReader json = new JsonReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()))) {
            SafetensorsHeader parsed = new SafetensorsHeader(file, json, dataStart);
            return new WeightFile(file.path(), parsed.tensors(), parsed.metadata);
        } catch (IOException e) {
            throw file.damaged("its header is not JSON in UTF-8", e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw file.damaged("its header is wrong (" + e.getMessage() + ")", e);
        }
    }

    /**
     * @param tensors with offsets from the start of the data, not of the file
     * @return the header with its length before it, padded so that the data starts at a multiple of eight
     */
    static ByteBuffer format(List<TensorLocation> tensors) {
        return format(tensors, new JsonObject());
    }

    /**
     * @param tensors with offsets from the start of the data, not of the file
     * @param metadata texts by name, left out when there are none
     * @return the header with its length before it, padded so that the data starts at a multiple of eight
     */
    static ByteBuffer format(List<TensorLocation> tensors, JsonObject metadata) {
        JsonObject header = new JsonObject();
        if (metadata.size() > 0) {
            header.add(METADATA, metadata);
        }
        Gson gson = new Gson();
        for (TensorLocation tensor : tensors) {
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", tensor.type().name());
            entry.add("shape", gson.toJsonTree(tensor.shape()));
            entry.add("data_offsets", gson.toJsonTree(List.of(tensor.offset(), tensor.offset() + tensor.length())));
            header.add(tensor.name(), entry);
        }
        String json = gson.toJson(header);
        byte[] text = (json + " ".repeat(PREFIX)).getBytes(StandardCharsets.UTF_8);
        int length = text.length / PREFIX * PREFIX;
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(length).put(text, 0, length).flip();
    }

    private Map<String, TensorLocation> tensors() throws IOException {
        Map<String, TensorLocation> tensors = new LinkedHashMap<>();
        boolean described = false;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            boolean duplicate;
            if (name.equals(METADATA)) {
                duplicate = described;
                described = true;
                readMetadata();
            } else {
                duplicate = tensors.put(name, tensor(name)) != null;
            }
            require(!duplicate, "it lists \"" + name + "\" twice");
        }
        json.endObject();
        require(json.peek() == JsonToken.END_DOCUMENT, "something follows its JSON");
        return tensors;
    }

    private void readMetadata() throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            metadata.put(json.nextName(), json.nextString());
        }
        json.endObject();
    }

    private TensorLocation tensor(String name) throws IOException {
        DataType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            switch (key) {
                case "dtype" -> type = once(type, type(name, json.nextString()), name, key);
                case "shape" -> shape = once(shape, integers(MOST_AXES, name, key), name, key);
                case "data_offsets" -> offsets = once(offsets, integers(2, name, key), name, key);
                default -> throw file.damaged("tensor \"" + name + "\" has the unknown field \"" + key + "\"");
            }
        }
        json.endObject();
        require(type != null && shape != null, "tensor \"" + name + "\" has no dtype or no shape");
        require(offsets != null && offsets.size() == 2, "tensor \"" + name + "\" has no pair of data_offsets");
        return location(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private TensorLocation location(String name, DataType type, List<Long> shape, long begin, long end) {
        require(
                0 <= begin && begin <= end && end <= file.size() - dataStart,
                "the data_offsets [" + begin + ", " + end + "] of tensor \"" + name + "\" are not within the "
                        + (file.size() - dataStart) + " bytes of data");
        return new TensorLocation(name, file.path(), dataStart + begin, end - begin, type, shape);
    }

    private DataType type(String name, String text) {
        return Arrays.stream(DataType.values())
                .filter(type -> type.name().equals(text))
                .findFirst()
                .orElseThrow(() -> file.damaged("tensor \"" + name + "\" has the type \"" + text
                        + "\", but only these can be read: " + Arrays.toString(DataType.values())));
    }

    private List<Long> integers(int most, String name, String key) throws IOException {
        List<Long> integers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            require(json.peek() == JsonToken.NUMBER, key + " of tensor \"" + name + "\" holds more than numbers");
            require(integers.size() < most, key + " of tensor \"" + name + "\" is longer than " + most);
            integers.add(json.nextLong());
        }
        json.endArray();
        return integers;
    }

    private <T> T once(T before, T now, String name, String key) {
        require(before == null, "tensor \"" + name + "\" has two values for " + key);
        return now;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw file.damaged(otherwise);
        }
    }
}
