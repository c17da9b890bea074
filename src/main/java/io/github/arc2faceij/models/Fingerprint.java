package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * A short name for the content of a model, so that a recipe can tell whether it runs on the same one. Hashing every byte
 * of 5 GB before each picture would cost more than the picture, so long files are sampled: the fingerprint tells models
 * apart, it does not prove that no byte was changed.
 */
final class Fingerprint {

    private static final int BLOCK = 4096;
    private static final int BLOCKS = 64;

    private Fingerprint() {}

    /**
     * SHA-256 over each file's name, length and content; of a file longer than 256 KiB 64 evenly spaced blocks of 4 KiB,
     * the first and the last among them.
     *
     * @param files names relative to the folder, in a fixed order
     * @param folder where they lie
     * @return 16 hexadecimal digits
     * @throws Arc2FaceException when a file cannot be read
     */
    static String of(List<String> files, Path folder) {
        MessageDigest digest = Sha256.digest();
        for (String file : files) {
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            addContent(digest, folder.resolve(file));
        }
        return Sha256.hex(digest).substring(0, 16);
    }

    private static void addContent(MessageDigest digest, Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            long length = channel.size();
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, length));
            long last = Math.max(0, length - BLOCK);
            for (int i = 0; i < BLOCKS; i++) {
                addBlock(digest, channel, last * i / (BLOCKS - 1));
            }
        } catch (IOException e) {
            throw new Arc2FaceException("Cannot read " + file + " (" + e.getMessage() + ").", e);
        }
    }

    private static void addBlock(MessageDigest digest, FileChannel channel, long at) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        int read = 0;
        while (block.hasRemaining() && read >= 0) {
            read = channel.read(block, at + block.position());
        }
        digest.update(block.flip());
    }
}
