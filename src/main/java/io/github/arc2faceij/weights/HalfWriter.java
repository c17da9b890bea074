package io.github.arc2faceij.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Writes weights in half precision as a safetensors file whose metadata tell what it was made from, and the checksum of
 * its numbers.
 */
final class HalfWriter {

    private static final String SOURCE = "made_from";
    private static final String CHECKSUM = "crc32c";
    private static final int CHUNK = 1 << 20;

    private final WeightFile source;
    private final List<TensorLocation> numbers;
    private final String state;

    /**
     * @param source what to read
     * @param numbers which of its tensors
     * @param state of the source, for the metadata
     */
    HalfWriter(WeightFile source, List<TensorLocation> numbers, String state) {
        this.source = source;
        this.numbers = numbers;
        this.state = state;
    }

    /** @return the tensors that are weights, and not indices */
    static List<TensorLocation> floats(WeightFile file) {
        return file.names().stream()
                .map(file::get)
                .filter(tensor -> DataType.FLOATS.contains(tensor.type()))
                .toList();
    }

    /** @return how many bytes the copy has, about */
    long bytes() {
        return numbers.stream().mapToLong(TensorLocation::count).sum() * DataType.F16.bytes();
    }

    /** @throws Arc2FaceException when a number is too large for half precision */
    void write(Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int start = header(0).remaining();
            channel.position(start);
            CRC32C checksum = new CRC32C();
            for (TensorLocation tensor : numbers) {
                try (FileBytes bytes = FileBytes.open(tensor.file())) {
                    copy(tensor, bytes, channel, checksum);
                }
            }
            channel.position(0);
            writeFully(channel, header(checksum.getValue()));
            channel.force(true);
        }
    }

    private ByteBuffer header(long checksum) {
        List<TensorLocation> layout = new ArrayList<>();
        long offset = 0;
        for (TensorLocation tensor : numbers) {
            long length = tensor.count() * DataType.F16.bytes();
            layout.add(new TensorLocation(tensor.name(), tensor.file(), offset, length, DataType.F16, tensor.shape()));
            offset += length;
        }
        return SafetensorsHeader.format(layout, metadata(state, checksum));
    }

    private static JsonObject metadata(String state, long checksum) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty(SOURCE, state);
        metadata.addProperty(CHECKSUM, String.format(Locale.ROOT, "%08x", checksum));
        return metadata;
    }

    private static void copy(TensorLocation tensor, FileBytes from, FileChannel to, CRC32C checksum)
            throws IOException {
        float[] values = new float[CHUNK];
        ByteBuffer halves = ByteBuffer.allocate(CHUNK * DataType.F16.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int width = tensor.type().bytes();
        for (long at = 0; at < tensor.count(); at += CHUNK) {
            int count = (int) Math.min(CHUNK, tensor.count() - at);
            tensor.type().decode(from.read(tensor.offset() + at * width, count * width), values, 0);
            halves.clear();
            for (int i = 0; i < count; i++) {
                halves.putShort(half(values[i], tensor));
            }
            checksum.update(halves.flip());
            writeFully(to, halves.rewind());
        }
    }

    private static short half(float value, TensorLocation tensor) {
        short half = Float16.bits(value);
        FiniteCheck.check(tensor, value);
        if ((half & 0x7c00) == 0x7c00) {
            throw new Arc2FaceException(
                    "The tensor \"" + tensor.name() + "\" of the weight file \"" + tensor.file() + "\" holds " + value
                            + ", which float16 cannot hold. Choose float32 in Edit > Options > Arc2Face.");
        }
        return half;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @return whether there is such a file, made from that state of its source, with all its numbers as they were written */
    static boolean isWhole(Path copy, String state) {
        if (!Files.isRegularFile(copy)) {
            return false;
        }
        try (FileBytes bytes = FileBytes.open(copy)) {
            WeightFile weights = Safetensors.index(bytes);
            int header = (int) bytes.read(0, SafetensorsHeader.PREFIX).getLong();
            String text = StandardCharsets.UTF_8
                    .decode(bytes.read(SafetensorsHeader.PREFIX, header))
                    .toString();
            JsonElement metadata =
                    JsonParser.parseString(text).getAsJsonObject().get(SafetensorsHeader.METADATA);
            JsonObject expected = metadata(state, checksum(bytes, SafetensorsHeader.PREFIX + header));
            return expected.equals(metadata) && !weights.names().isEmpty();
        } catch (Arc2FaceException | JsonParseException e) {
            return false; // it is made again
        }
    }

    private static long checksum(FileBytes bytes, long from) {
        CRC32C checksum = new CRC32C();
        for (long at = from; at < bytes.size(); at += CHUNK) {
            checksum.update(bytes.read(at, (int) Math.min(CHUNK, bytes.size() - at)));
        }
        return checksum.getValue();
    }
}
