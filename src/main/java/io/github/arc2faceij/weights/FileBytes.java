package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The bytes of an open file at any position; everything that goes wrong is a sentence that names the file. Several threads may
 * read at the same time.
 */
public final class FileBytes implements AutoCloseable {

    /** A file may have names of any length in it; a dialog has not. */
    private static final int LONGEST_REASON = 400;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private FileBytes(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
    }

    /**
     * @param path of the file
     * @return its bytes, to be closed
     * @throws Arc2FaceException when there is no such file or it cannot be opened
     */
    public static FileBytes open(Path path) {
        if (Files.isDirectory(path)) {
            throw new Arc2FaceException("\"" + path + "\" is a folder where a weight file is expected.");
        }
        try {
            return new FileBytes(path, FileChannel.open(path));
        } catch (NoSuchFileException e) {
            throw new Arc2FaceException("The weight file \"" + path + "\" does not exist. Install the model again.", e);
        } catch (IOException e) {
            throw new Arc2FaceException("The weight file \"" + path + "\" cannot be opened: " + e + ".", e);
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /**
     * @param offset of the first byte
     * @param length how many bytes
     * @return these bytes, little-endian
     * @throws Arc2FaceException when they are not all in the file
     */
    public ByteBuffer read(long offset, int length) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw damaged("bytes " + offset + " to " + offset + " + " + length + " are not in its " + size + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw damaged("it became shorter than " + size + " bytes while it was read");
                }
            }
        } catch (IOException e) {
            throw new Arc2FaceException("The weight file \"" + path + "\" cannot be read: " + e + ".", e);
        }
        return bytes.flip();
    }

    /** @return what to throw when the content is wrong; {@code what} is a clause without a full stop */
    Arc2FaceException damaged(String what) {
        String reason = what.length() > LONGEST_REASON ? what.substring(0, LONGEST_REASON) + "..." : what;
        return new Arc2FaceException(
                "The weight file \"" + path + "\" cannot be used: " + reason + ". Get the file again.");
    }

    /** @return the same with what was caught, for the log */
    Arc2FaceException damaged(String what, Throwable cause) {
        Arc2FaceException damaged = damaged(what);
        damaged.initCause(cause);
        return damaged;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Arc2FaceException("The weight file \"" + path + "\" cannot be closed: " + e + ".", e);
        }
    }
}
