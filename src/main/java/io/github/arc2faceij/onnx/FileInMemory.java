package io.github.arc2faceij.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The bytes of a file, outside the Java heap and its limits, given back when this is closed and not when the garbage
 * collector comes by.
 */
final class FileInMemory implements AutoCloseable {

    private final Pointer memory;
    private final ByteBuffer bytes;

    /**
     * @param file of up to 2 GB
     * @throws IOException when it cannot be read or is longer
     * @throws OutOfMemoryError when there is not enough memory
     */
    FileInMemory(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            int size = size(channel);
            memory = Pointer.malloc(size);
            if (memory == null || memory.isNull()) {
                throw new OutOfMemoryError("no memory for a file of " + size + " bytes");
            }
            bytes = new BytePointer(memory).capacity(size).asByteBuffer();
            try {
                fill(channel);
            } catch (IOException | RuntimeException e) {
                close();
                throw e;
            }
        }
    }

    private static int size(FileChannel channel) throws IOException {
        if (channel.size() > Integer.MAX_VALUE) {
            throw new IOException("it has " + channel.size() + " bytes, more than an ONNX file can have");
        }
        return (int) channel.size();
    }

    private void fill(FileChannel channel) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        bytes.flip();
    }

    /** @return all bytes, until this is closed */
    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        Pointer.free(memory);
    }
}
