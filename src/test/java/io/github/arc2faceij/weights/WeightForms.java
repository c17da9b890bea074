package io.github.arc2faceij.weights;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The same weights in all the forms in which they are saved: safetensors or torch's zip, in one file or in shards. */
public final class WeightForms {

    private WeightForms() {}

    /**
     * Puts a file of weights into another form, in its place.
     *
     * @param file of weights, deleted at the end
     * @param name of the new file beside it; torch's zip when it ends in {@code .bin}, else safetensors
     */
    public static void save(Path file, String name) {
        WeightFile weights = WeightFile.open(file);
        write(tensors(weights), file.resolveSibling(name), "");
        delete(file, name);
    }

    /**
     * Puts a file of weights into a training's checkpoint, in its place.
     *
     * @param file of weights, deleted at the end
     * @param name of the new file beside it
     */
    public static void saveCheckpoint(Path file, String name) {
        write(tensors(WeightFile.open(file)), file.resolveSibling(name), "state_dict");
        delete(file, name);
    }

    /**
     * Splits a file of weights into two shards, in its place.
     *
     * @param file of weights, deleted at the end
     * @param shard the names of the shards, with {@code %d} for 1 and 2
     * @param index the name of their index
     */
    public static void shard(Path file, String shard, String index) {
        List<TensorLocation> tensors = tensors(WeightFile.open(file));
        JsonObject map = new JsonObject();
        for (int i = 1; i <= 2; i++) {
            String name = String.format(shard, i);
            int half = tensors.size() / 2;
            List<TensorLocation> part = i == 1 ? tensors.subList(0, half) : tensors.subList(half, tensors.size());
            write(part, file.resolveSibling(name), "");
            part.forEach(tensor -> map.addProperty(tensor.name(), name));
        }
        JsonObject json = new JsonObject();
        json.add("metadata", new JsonObject());
        json.add("weight_map", map);
        try {
            Files.writeString(file.resolveSibling(index), json.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(file, "");
    }

    /**
     * Overwrites the last number of a tensor, which must be float32.
     *
     * @param file of weights
     * @param tensor its name
     * @param value the number
     */
    public static void spoil(Path file, String tensor, float value) {
        TensorLocation location = WeightFile.open(file).get(tensor);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] number = TestFiles.floats(value);
            channel.write(ByteBuffer.wrap(number), location.offset() + location.length() - number.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TensorLocation> tensors(WeightFile weights) {
        return weights.names().stream().map(weights::get).toList();
    }

    private static void write(List<TensorLocation> tensors, Path file, String dict) {
        try {
            if (file.getFileName().toString().endsWith(".bin")) {
                byte[] pickle = dict.isEmpty() ? StateDictPickle.of(tensors) : checkpoint(tensors, dict);
                TorchZipWriter.write(
                        file, pickle, tensors.stream().map(WeightForms::bytes).toArray(byte[][]::new));
            } else {
                writeSafetensors(tensors, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {"epoch": 3, "optimizer": {0: 1}, "state_dict": {...}} */
    private static byte[] checkpoint(List<TensorLocation> tensors, String dict) {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        pickle.text("epoch").integer(3);
        pickle.text("optimizer").op('}').integer(0).integer(1).op('s');
        return pickle.text(dict).tensors(tensors).op('u').bytes();
    }

    private static void writeSafetensors(List<TensorLocation> tensors, Path file) throws IOException {
        List<TensorLocation> layout = new ArrayList<>();
        long offset = 0;
        for (TensorLocation tensor : tensors) {
            layout.add(new TensorLocation(tensor.name(), file, offset, tensor.length(), tensor.type(), tensor.shape()));
            offset += tensor.length();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(SafetensorsHeader.format(layout));
            for (TensorLocation tensor : tensors) {
                channel.write(ByteBuffer.wrap(bytes(tensor)));
            }
        }
    }

    private static byte[] bytes(TensorLocation tensor) {
        try (FileBytes bytes = FileBytes.open(tensor.file())) {
            return bytes.read(tensor.offset(), (int) tensor.length()).array();
        }
    }

    private static void delete(Path file, String unlessNamed) {
        try {
            if (!file.endsWith(unlessNamed)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
