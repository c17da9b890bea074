package io.github.arc2faceij.numpy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** NumPy's archives of named arrays ({@code numpy.savez}, {@code numpy.savez_compressed}): a zip of .npy files. */
public final class Npz {

    private static final String ENDING = ".npy";

    private Npz() {}

    /**
     * @param file an archive
     * @param wanted names of arrays
     * @return those of the wanted arrays that it holds, as {@link Npy#readObject} gives them
     * @throws IOException when it is no archive or damaged
     */
    public static Map<String, Object> read(Path file, Set<String> wanted) throws IOException {
        Map<String, Object> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName().endsWith(ENDING)
                        ? entry.getName().substring(0, entry.getName().length() - ENDING.length())
                        : entry.getName();
                if (wanted.contains(name)) {
                    arrays.put(name, Npy.readObject(zip.getInputStream(entry).readAllBytes()));
                }
            }
        }
        return arrays;
    }
}
