package io.github.arc2faceij.numpy;

import io.github.arc2faceij.common.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's archives of named arrays ({@code numpy.savez}, {@code numpy.savez_compressed}): a zip of .npy files. */
public final class Npz {

    private static final String ENDING = ".npy";

    /** The largest array of a head model has 48 MB. */
    private static final int LONGEST = 1 << 27;

    /** The earliest that a zip can say, so that the same arrays make the same file. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * @param file an archive
     * @param wanted names of arrays
     * @return those of the wanted arrays that it holds, as {@link Npy#readObject} gives them
     * @throws IOException when it is no archive or damaged
     */
    public static Map<String, Object> read(Path file, Set<String> wanted) throws IOException {
        return read(file, wanted, LONGEST);
    }

    /**
     * @param file an archive
     * @param wanted names of arrays
     * @param longest how many bytes one of them may have
     * @return those of the wanted arrays that it holds, as {@link Npy#readObject} gives them
     * @throws IOException when it is no archive or damaged, or a wanted array is longer
     */
    public static Map<String, Object> read(Path file, Set<String> wanted, int longest) throws IOException {
        Map<String, Object> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName().endsWith(ENDING)
                        ? entry.getName().substring(0, entry.getName().length() - ENDING.length())
                        : entry.getName();
                if (wanted.contains(name)) {
                    arrays.put(name, Npy.readObject(content(zip, entry, longest)));
                }
            }
        }
        return arrays;
    }

    /**
     * @param arrays of at least two axes each, by name
     * @return the bytes of an archive, as {@code numpy.savez_compressed} writes it; the same for the same arrays
     */
    public static byte[] write(Map<String, Tensor> arrays) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ENDING);
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(Npy.write(array.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** What a zip says of an entry's length need not be so, and a small one may unpack to anything. */
    private static byte[] content(ZipFile zip, ZipEntry entry, int longest) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new IOException("its array " + entry.getName() + " has more than " + longest + " bytes");
            }
            return bytes;
        }
    }
}
