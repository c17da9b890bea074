package io.github.arc2faceij.models.download;

import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.JsonFile;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A partly downloaded file: {@code x.part} beside {@code x}, and {@code x.part.json} with the address, size and checksum
 * of the file that it is the beginning of. It is kept after cancel, crash and shutdown, and becomes {@code x} by one move.
 */
final class PartFile implements Closeable {

    private final Path target;
    private final Path path;
    private final JsonFile metadata;
    private final FileChannel channel;
    private long length;

    private PartFile(Path target, Path path, FileChannel channel) throws IOException {
        this.target = target;
        this.path = path;
        this.metadata = new JsonFile(metadataPath(path));
        this.channel = channel;
        this.length = channel.size();
    }

    /** @return the path of a file's part, whether or not there is one */
    static Path of(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private static Path metadataPath(Path part) {
        return part.resolveSibling(part.getFileName() + ".json");
    }

    /** Deletes the part of a file, if there is one. */
    static void delete(Path target) {
        Path path = of(target);
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(metadataPath(path));
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /** Opens the part of a file, or creates it. */
    static PartFile open(Path target) {
        Path path = of(target);
        try {
            Files.createDirectories(path.getParent());
            return new PartFile(
                    target, path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    /** @return whether these bytes are certainly the beginning of that file */
    boolean isResumable(URI address, RemoteFileInfo remote) {
        RemoteFileInfo noted;
        String from;
        try {
            JsonObject content = metadata.read();
            from = text(content, "address").orElse("");
            noted = new RemoteFileInfo(size(content), text(content, "sha256"), text(content, "etag"));
        } catch (Arc2FaceException | UnsupportedOperationException | NumberFormatException e) {
            return false;
        }
        // Entity tags of two servers have nothing to do with each other; a SHA-256 holds everywhere.
        boolean hashed = noted.sha256().isPresent() && remote.sha256().isPresent();
        return noted.isSameFile(remote) && (hashed || from.equals(address.toString()));
    }

    /** Discards all bytes. Those that follow belong to that file. */
    void restart(URI address, RemoteFileInfo remote) {
        try {
            channel.truncate(0);
            length = 0;
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
        JsonObject content = new JsonObject();
        content.addProperty("address", address.toString());
        remote.size().ifPresent(size -> content.addProperty("size", size));
        remote.sha256().ifPresent(sha256 -> content.addProperty("sha256", sha256));
        remote.etag().ifPresent(etag -> content.addProperty("etag", etag));
        metadata.write(content);
    }

    /** Appends bytes. */
    void append(byte[] bytes, int count) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (buffer.hasRemaining()) {
                length += channel.write(buffer, length);
            }
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /** Renames the part to the file, replacing one that is there. */
    void moveToTarget() {
        try {
            channel.force(true); // else a power cut leaves the name on a hole
            channel.close();
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(metadata.path());
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot replace " + target + " (" + e.getMessage()
                            + "). If ImageJ uses this model, run Release Memory or restart ImageJ; then install again.",
                    e);
        }
    }

    /** Deletes the part: its bytes are of no use. */
    void discard() {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
        delete(target);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Optional<String> text(JsonObject content, String key) {
        return Optional.ofNullable(content.get(key)).map(value -> value.getAsString());
    }

    private static OptionalLong size(JsonObject content) {
        return content.has("size") ? OptionalLong.of(content.get("size").getAsLong()) : OptionalLong.empty();
    }

    private static Arc2FaceException cannotWrite(Path path, IOException e) {
        return new Arc2FaceException(
                "Cannot write " + path + " (" + e.getMessage()
                        + "). Free some room there, or check that you may write there. What arrived is kept."
                        + " Install again to go on.",
                e);
    }
}
