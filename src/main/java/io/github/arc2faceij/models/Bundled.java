package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFolder;
import io.github.arc2faceij.common.UserFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * What travels inside the plugin's jar. ONNX Runtime reads weights from files, so a folder of the jar is unpacked once
 * into the user's own folder {@code ~/.arc2face} (a Fiji folder may be read-only); run from class files, it is used where
 * it lies. Several ImageJs may unpack at once.
 */
public final class Bundled {

    private static final String RESOURCES = "models/";

    private Bundled() {}

    /**
     * @param name a folder under {@code models/}: "arc2face-mini", "head" or "space"
     * @return that folder on disk, complete
     * @throws Arc2FaceException when it cannot be unpacked, with the place and the reason
     */
    public static Path folder(String name) {
        return folder(name, Bundled.class.getClassLoader(), UserFolder.path());
    }

    static Path folder(String name, ClassLoader plugin, Path userFolder) {
        URL readme = plugin.getResource(RESOURCES + name + "/README.md");
        if (readme == null) {
            throw new Arc2FaceException("The plugin's jar lacks the folder models/" + name
                    + ". Install the plugin again: its file is damaged.");
        }
        try {
            if ("file".equals(readme.getProtocol())) {
                return Path.of(readme.toURI()).getParent();
            }
            return unpacked(name, (JarURLConnection) readme.openConnection(), userFolder);
        } catch (IOException | URISyntaxException e) {
            throw new Arc2FaceException(
                    "Cannot unpack the bundled model into " + userFolder + " (" + e.getMessage()
                            + "). Free some space there (60 MB), or check that you may write there.",
                    e);
        }
    }

    private static Path unpacked(String name, JarURLConnection connection, Path userFolder) throws IOException {
        // A cached jar file would stay open, and Windows could not replace the plugin.
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            String prefix = RESOURCES + name + "/";
            List<JarEntry> entries = jar.stream()
                    .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList();
            Path target = userFolder.resolve(name + "-" + contentKey(entries));
            if (!isComplete(target, prefix, entries)) {
                unpack(jar, prefix, entries, target);
            }
            return target;
        }
    }

    private static String contentKey(List<JarEntry> entries) {
        CRC32 key = new CRC32();
        entries.forEach(entry -> key.update((entry.getName() + ":" + entry.getCrc()).getBytes(StandardCharsets.UTF_8)));
        return String.format("%08x", key.getValue());
    }

    private static boolean isComplete(Path target, String prefix, List<JarEntry> entries) throws IOException {
        for (JarEntry entry : entries) {
            Path file = target.resolve(entry.getName().substring(prefix.length()));
            if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize()) {
                return false;
            }
        }
        return true;
    }

    private static void unpack(JarFile jar, String prefix, List<JarEntry> entries, Path target) throws IOException {
        CompleteFolder.write(target, folder -> isComplete(folder, prefix, entries), part -> {
            for (JarEntry entry : entries) {
                Path file = part.resolve(entry.getName().substring(prefix.length()));
                Files.createDirectories(file.getParent());
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        });
    }
}
