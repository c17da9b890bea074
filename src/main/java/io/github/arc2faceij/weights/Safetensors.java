package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format (specification of the library of that name, version 0.4): a little-endian 64-bit header
 * length, a JSON header <code>{name: {dtype, shape, data_offsets}}</code>, and the tensors' bytes without gaps.
 */
public final class Safetensors {

    /** The limit of the safetensors library. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int PREFIX = SafetensorsHeader.PREFIX;
    private static final int CHUNK = 1 << 18;

    private Safetensors() {}

    /** @throws Arc2FaceException when anything in the file is not as the format says */
    static WeightFile index(FileBytes bytes) {
        int headerLength = headerLength(bytes);
        long dataStart = PREFIX + (long) headerLength;
        WeightFile file = SafetensorsHeader.parse(bytes, bytes.read(PREFIX, headerLength), dataStart);
        requireNoGaps(bytes, file.tensors(), dataStart);
        return file;
    }

    private static int headerLength(FileBytes bytes) {
        if (bytes.size() <= PREFIX) {
            throw bytes.damaged("a safetensors file has more than its " + bytes.size() + " bytes");
        }
        long length = bytes.read(0, PREFIX).getLong();
        if (length < 0 || length > Math.min(LONGEST_HEADER, bytes.size() - PREFIX)) {
            throw bytes.damaged("it is not a safetensors file, or cut short: its header would have "
                    + Long.toUnsignedString(length) + " bytes, but the file has " + bytes.size());
        }
        byte first = bytes.read(PREFIX, 1).get();
        if (first != '{') {
            throw bytes.damaged("it is not a safetensors file: byte 8 is " + (first & 0xff) + " instead of a brace");
        }
        return (int) length;
    }

    private static void requireNoGaps(FileBytes bytes, Collection<TensorLocation> tensors, long dataStart) {
        List<TensorLocation> inOrder = new ArrayList<>(tensors);
        inOrder.sort(Comparator.comparingLong(TensorLocation::offset).thenComparingLong(TensorLocation::length));
        long end = dataStart;
        for (TensorLocation tensor : inOrder) {
            if (tensor.offset() != end) {
                throw bytes.damaged("tensor \"" + tensor.name() + "\" starts at byte " + (tensor.offset() - dataStart)
                        + " of the data, but the one before it ends at " + (end - dataStart));
            }
            end += tensor.length();
        }
        if (end != bytes.size()) {
            throw bytes.damaged("its tensors end at byte " + end + ", but the file has " + bytes.size());
        }
    }

    /**
     * Writes a file of F32 tensors, in the map's order. An existing file is replaced only when all is written.
     *
     * @param file where to
     * @param tensors by name
     * @throws Arc2FaceException when the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors) {
        CompleteFile.write(file, part -> {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, SafetensorsHeader.format(layout(file, tensors)));
                for (Tensor tensor : tensors.values()) {
                    writeData(channel, tensor.data());
                }
            }
        });
    }

    private static List<TensorLocation> layout(Path file, Map<String, Tensor> tensors) {
        List<TensorLocation> layout = new ArrayList<>();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            List<Long> shape = Arrays.stream(entry.getValue().shape())
                    .asLongStream()
                    .boxed()
                    .toList();
            long length = TensorLocation.bytes(entry.getKey(), DataType.F32, shape);
            layout.add(new TensorLocation(entry.getKey(), file, offset, length, DataType.F32, shape));
            offset += length;
        }
        return layout;
    }

    private static void writeData(FileChannel channel, float[] data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < data.length; at += CHUNK) {
            int count = Math.min(CHUNK, data.length - at);
            bytes.clear().limit(count * Float.BYTES);
            bytes.asFloatBuffer().put(data, at, count);
            writeFully(channel, bytes);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
