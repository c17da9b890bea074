package io.github.arc2faceij.device.library;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.CompleteFolder;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What of a wheel ONNX Runtime needs, in a folder: the library, those that it loads from beside it, and the texts of the
 * licences. {@code files.sha256} lists them as the program sha256sum does; the list in the wheel itself cannot be used,
 * since that of OpenVINO for Windows was made before the files were signed.
 *
 * @param folder where they are
 * @param wheel that they come from
 */
record UnpackedLibrary(Path folder, Wheel wheel) {

    private static final String LIST = "files.sha256";
    private static final String BETWEEN = "  ";

    /** What only Python uses. */
    private static final List<String> UNUSED = List.of(".py", "README.md", "WHEEL", "RECORD", "top_level.txt");

    /**
     * Unpacks a wheel; a complete folder stays as it is.
     *
     * @param file the whole wheel
     * @param progress told which file is on its way
     * @throws Arc2FaceException when the folder cannot be written; what was there before stays
     */
    void unpack(Path file, Progress progress) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            CompleteFolder.write(folder, there -> damage(progress).isEmpty(), part -> write(zip, part, progress));
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot unpack " + file + " into " + folder + " (" + CompleteFile.reason(e)
                            + "). Check that the disk has room and that you may write there; if "
                            + wheel.library().label() + " is in use, start ImageJ again first.",
                    e);
        }
    }

    private void write(ZipFile zip, Path part, Progress progress) throws IOException {
        List<ZipEntry> entries =
                new ArrayList<>(zip.stream().filter(this::isUsed).toList());
        List<String> list = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String name = name(entries.get(i));
            progress.report("Unpacking " + name, (double) i / entries.size());
            Path to = part.resolve(name);
            try (InputStream in = zip.getInputStream(entries.get(i))) {
                Files.copy(in, to);
            }
            list.add(Sha256.of(to, done -> progress.checkCancelled()) + BETWEEN + name);
        }
        Files.write(part.resolve(LIST), list);
    }

    /** OpenVINO's wheel for Linux has its library three times, under the names that links would have. */
    private boolean isUsed(ZipEntry entry) {
        String name = name(entry);
        return !entry.isDirectory()
                && UNUSED.stream().noneMatch(name::endsWith)
                && !name.startsWith(wheel.mainFile() + ".");
    }

    /** All files lie in one folder: what a zip says of folders is not followed. */
    private static String name(ZipEntry entry) {
        return entry.getName().replaceAll(".*[/\\\\]", "");
    }

    /** @return whether there is such a folder, whole or not */
    boolean isThere() {
        return Files.isDirectory(folder);
    }

    /**
     * Compares the files with the list that was made when they came.
     *
     * @param progress asked whether to stop
     * @return what is wrong, a sentence; nothing when they are whole
     */
    Optional<String> damage(Progress progress) {
        try {
            Map<String, String> list = list();
            if (!list.containsKey(wheel.mainFile())) {
                return Optional.of("The file " + wheel.mainFile() + " is missing in " + folder + ".");
            }
            for (Map.Entry<String, String> file : list.entrySet()) {
                Path path = folder.resolve(file.getKey());
                if (!Files.isRegularFile(path)
                        || !Sha256.of(path, done -> progress.checkCancelled()).equals(file.getValue())) {
                    return Optional.of("The file " + path + " is missing or damaged.");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The file " + folder.resolve(LIST) + " is missing or damaged.");
        }
    }

    private Map<String, String> list() throws IOException {
        Map<String, String> list = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve(LIST), StandardCharsets.UTF_8)) {
            String[] columns = line.split(BETWEEN, 2);
            if (columns.length == 2 && !columns[1].contains("/")) {
                list.put(columns[1], columns[0]);
            }
        }
        return list;
    }

    /** @return the library that ONNX Runtime loads */
    Path mainFile() {
        return folder.resolve(wheel.mainFile());
    }
}
