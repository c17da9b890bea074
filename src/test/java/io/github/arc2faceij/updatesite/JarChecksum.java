package io.github.arc2faceij.updatesite;

import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The updater's checksum of a jar: the SHA-1 of names and contents of its entries in the order of their names, so that
 * building the same again changes nothing. The manifest counts by its name only, and the comments of property files,
 * where Maven writes the date, not at all.
 */
final class JarChecksum {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private JarChecksum() {}

    /** The checksum in 40 hexadecimal digits. */
    static String of(Path jar) throws IOException {
        MessageDigest digest = Checksum.sha1();
        try (JarFile file = new JarFile(jar.toFile());
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            List<JarEntry> entries = file.stream()
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList();
            for (JarEntry entry : entries) {
                out.write(entry.getName().getBytes(StandardCharsets.US_ASCII));
                copyWhatCounts(file, entry, out);
            }
        }
        return Sha256.hex(digest);
    }

    private static void copyWhatCounts(JarFile file, JarEntry entry, OutputStream out) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            if (entry.getName().endsWith(".properties")) {
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                out.write(withoutComments(text).getBytes(StandardCharsets.ISO_8859_1));
            } else if (!entry.getName().equals(MANIFEST)) {
                in.transferTo(out);
            }
        }
    }

    /** Comments become empty lines, except after an empty line or an empty comment: there the updater overlooks them. */
    private static String withoutComments(String properties) {
        StringBuilder rest = new StringBuilder();
        boolean overlooked = false;
        for (String line : properties.split("(?<=\n)")) {
            if (line.startsWith("#") && !overlooked) {
                rest.append(line.endsWith("\n") ? "\n" : "");
                overlooked = line.matches("#+\n");
            } else {
                rest.append(line);
                overlooked = line.equals("\n") && !overlooked;
            }
        }
        return rest.toString();
    }
}
