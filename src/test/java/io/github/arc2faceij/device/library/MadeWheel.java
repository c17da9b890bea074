package io.github.arc2faceij.device.library;

import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small wheels with the layout of the published ones. */
final class MadeWheel {

    private MadeWheel() {}

    /**
     * Writes a wheel under its published name.
     *
     * @return what a table of known wheels would say of it
     */
    static Wheel write(Path folder, ProviderLibrary library, Platform platform, String tag) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        String main = library.mainFile(platform);
        files.put(main, "library for " + platform);
        files.put("neighbour" + main, "needed by the library");
        files.put("__init__.py", "python");
        files.put("README.md", "how to use it from Python");
        if (library == ProviderLibrary.OPENVINO) {
            files.put(main + ".1", "library for " + platform);
            files.put("third-party-programs.txt", "licences");
        } else {
            files.put("../" + library.folder() + ".dist-info/licenses/LICENSE", "licence");
        }
        Wheel sizeless = new Wheel(library, platform, tag, 0, "");
        Path file = write(
                folder.resolve(sizeless.fileName()),
                library.distribution(),
                library.version(),
                "py3-none-" + tag,
                files);
        return new Wheel(library, platform, tag, Files.size(file), Sha256.of(file, done -> {}));
    }

    /**
     * Writes a wheel.
     *
     * @param files by their names in the package's folder
     */
    static Path write(Path file, String distribution, String version, String tag, Map<String, String> files)
            throws IOException {
        String name = distribution.replace('-', '_');
        Map<String, String> entries = new LinkedHashMap<>();
        files.forEach((path, content) -> entries.put(
                path.startsWith("../" + distribution) ? name + path.substring(3 + name.length()) : name + "/" + path,
                content));
        String info = name + "-" + version + ".dist-info/";
        entries.put(info + "METADATA", "Metadata-Version: 2.4\nName: " + distribution + "\nVersion: " + version + "\n");
        entries.put(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: " + tag + "\n\n");
        entries.put(info + "RECORD", "");
        return zip(file, entries);
    }

    /** Writes a zip of texts by their names. */
    static Path zip(Path file, Map<String, String> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }
}
