package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.arc2faceij.common.Arc2FaceException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The numbers of a float32 weight that lies in a file. */
final class FileNumbers implements BlockedKernels.Numbers, AutoCloseable {

    private final Path file;
    private final long offset;
    private final FileChannel channel;

    /**
     * @param weight as it stands in a graph, with its place in a file
     * @param folder what the place is relative to
     * @throws Arc2FaceException when the file cannot be opened
     */
    FileNumbers(TensorProto weight, Path folder) {
        Map<String, String> place = weight.getExternalDataList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
        file = folder.resolve(place.get("location"));
        offset = Long.parseLong(place.getOrDefault("offset", "0"));
        try {
            channel = FileChannel.open(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void read(long first, float[] to) {
        ByteBuffer bytes = ByteBuffer.allocate(to.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long start = offset + first * Float.BYTES;
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, start + bytes.position()) < 0) {
                    throw new EOFException("it became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        bytes.flip().asFloatBuffer().get(to);
    }

    private Arc2FaceException unreadable(IOException e) {
        return new Arc2FaceException("The weight file \"" + file + "\" cannot be read: " + e + ".", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
