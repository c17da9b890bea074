package io.github.arc2faceij.numpy;

import java.io.IOException;
import java.io.InputStream;
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

    /** The largest array of a head model has 48 MB. */
    private static final int LONGEST = 1 << 27;

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
                    arrays.put(name, Npy.readObject(content(zip, entry)));
                }
            }
        }
        return arrays;
    }

    /** What a zip says of an entry's length need not be so, and a small one may unpack to anything. */
    private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException("its array " + entry.getName() + " has more than " + LONGEST + " bytes");
            }
            return bytes;
        }
    }
}
