package io.github.arc2faceij.updatesite;

import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The updater's checksum of a file (UpdaterUtil.getDigest): of jars {@link JarChecksum}, of others the SHA-1 of path and bytes. */
final class Checksum {

    private Checksum() {}

    /**
     * @param path in an ImageJ folder; its end says whether it is a jar
     * @param file its content, under any name
     * @return 40 hexadecimal digits
     */
    static String of(String path, Path file) throws IOException {
        if (path.endsWith(".jar")) {
            return JarChecksum.of(file);
        }
        MessageDigest digest = sha1();
        digest.update(path.getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return Sha256.hex(digest);
    }

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
