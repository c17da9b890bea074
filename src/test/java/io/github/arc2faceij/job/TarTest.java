package io.github.arc2faceij.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives against Apache Commons Compress. */
class TarTest {

    private static final Map<String, byte[]> FILES = new LinkedHashMap<>();

    static {
        for (int length : new int[] {0, 1, 511, 512, 513, 70_000}) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) length);
            FILES.put("%09d.png".formatted(length), bytes);
        }
    }

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadByTheLibrary() throws IOException {
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(ours()))) {
            for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
                TarArchiveEntry entry = in.getNextEntry();
                assertEquals(file.getKey(), entry.getName());
                assertEquals(true, entry.isFile() && entry.isCheckSumOK());
                assertArrayEquals(file.getValue(), in.readAllBytes());
            }
            assertEquals(null, in.getNextEntry());
        }
    }

    @Test
    void whatTheLibraryWritesIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        assertReads(bytes.toByteArray());
        assertReads(ours());
    }

    @Test
    void anArchiveThatWasCutIsRefusedWhereverItWasCut() throws IOException {
        byte[] whole = ours();
        for (int length = 0; length < whole.length - 1024; length += 511) {
            Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, length));
            assertThrows(IOException.class, () -> Tar.read(cut, (name, bytes) -> {}), length + " bytes");
        }
    }

    private void assertReads(byte[] archive) throws IOException {
        Map<String, byte[]> read = new LinkedHashMap<>();
        Tar.read(Files.write(folder.resolve("whole.tar"), archive), read::put);
        assertEquals(FILES.keySet(), read.keySet());
        FILES.forEach((name, bytes) -> assertArrayEquals(bytes, read.get(name)));
    }

    private static byte[] ours() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = bytes) {
            for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
                Tar.add(out, file.getKey(), file.getValue());
            }
            Tar.end(out);
        }
        return bytes.toByteArray();
    }
}
