package io.github.arc2faceij.weights;

import static io.github.arc2faceij.weights.TestFiles.assertRefused;
import static io.github.arc2faceij.weights.TestFiles.storedZip;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipDirectoryTest {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("archive.zip");
    }

    @Test
    void findsTheContents() throws IOException {
        Files.write(file, storedZip("a/data.pkl", "first", "a/empty", "", "a/\u00e9", "last one"));
        Map<String, ZipDirectory.Content> contents = contents();
        assertEquals(List.of("a/data.pkl", "a/empty", "a/\u00e9"), List.copyOf(contents.keySet()));
        assertEquals("first", text(contents.get("a/data.pkl")));
        assertEquals("", text(contents.get("a/empty")));
        assertEquals("last one", text(contents.get("a/\u00e9")));
    }

    @Test
    void findsTheDirectoryBeforeAComment() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("a comment with an end record PK\u0005\u0006 in it, and more");
        }
        ByteBuffer plain = ByteBuffer.wrap(storedZip("a/data.pkl", "first")).order(ByteOrder.LITTLE_ENDIAN);
        byte[] comment = bytes.toByteArray();
        ByteBuffer commented = ByteBuffer.allocate(plain.capacity() + comment.length - 22)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(plain.array())
                .put(comment, 22, comment.length - 22);
        commented.putShort(plain.capacity() - 2, (short) (comment.length - 22));
        Files.write(file, commented.array());
        assertEquals("first", text(contents().get("a/data.pkl")));
    }

    @Test
    void readsZip64() throws IOException {
        Files.write(file, zip64("first", "second"));
        assertEquals("first", text(contents().get("a/0")));
        assertEquals("second", text(contents().get("a/1")));
    }

    @Test
    void refusesADamagedZip64() throws IOException {
        ByteBuffer locator = ByteBuffer.wrap(zip64("first")).order(ByteOrder.LITTLE_ENDIAN);
        locator.putInt(locator.capacity() - 42, 0);
        Files.write(file, locator.array());
        assertRefused(file, "zip64 directory is missing");

        ByteBuffer position = ByteBuffer.wrap(zip64("first")).order(ByteOrder.LITTLE_ENDIAN);
        position.putLong(position.capacity() - 42 + 8, Long.MAX_VALUE);
        Files.write(file, position.array());
        assertRefused(file, "bytes " + Long.MAX_VALUE);

        ByteBuffer length = ByteBuffer.wrap(zip64("first")).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(length.capacity() - 42 - 56 + 40, 1L << 60);
        Files.write(file, length.array());
        assertRefused(file, (1L << 60) + " bytes at offset");
    }

    @Test
    void refusesCompressedEntries() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write("first".getBytes(StandardCharsets.US_ASCII));
        }
        assertRefused(file, "\"a/data.pkl\" is compressed (method 8)");
        patchEntry(1, 20, 4);
        assertRefused(file, "\"a/1\" is compressed (method 0)");
    }

    @Test
    void refusesEncryptedEntries() throws IOException {
        ByteBuffer zip = zip();
        zip.putShort(find(zip, CENTRAL, 1) + 8, (short) 1);
        Files.write(file, zip.array());
        assertRefused(file, "\"a/1\" is encrypted");
    }

    @Test
    void refusesDuplicates() throws IOException {
        ByteBuffer zip = zip();
        zip.put(find(zip, LOCAL, 1) + 30 + 2, (byte) '0').put(find(zip, CENTRAL, 1) + 46 + 2, (byte) '0');
        Files.write(file, zip.array());
        assertRefused(file, "two entries \"a/0\"");
    }

    @Test
    void refusesEntriesOutsideTheFile() throws IOException {
        for (int length : new int[] {1000, Integer.MAX_VALUE, 0xfffffffe}) {
            ByteBuffer zip = zip();
            int entry = find(zip, CENTRAL, 1);
            Files.write(
                    file,
                    zip.putInt(entry + 20, length).putInt(entry + 24, length).array());
            assertRefused(file, "of " + Integer.toUnsignedString(length) + " bytes at offset");
        }
        patchEntry(1, 42, 1 << 30);
        assertRefused(file, "bytes 1073741824 to");
        patchEntry(1, 42, -1);
        assertRefused(file, "directory is cut short");
    }

    @Test
    void refusesOverlaps() throws IOException {
        ByteBuffer zip = zip();
        int entry = find(zip, CENTRAL, 0);
        int length = find(zip, LOCAL, 2) - find(zip, LOCAL, 1);
        Files.write(
                file, zip.putInt(entry + 20, length).putInt(entry + 24, length).array());
        assertRefused(file, "\"a/1\" overlaps another one");
    }

    @Test
    void refusesAnEntryThatIsNotWhereItShouldBe() throws IOException {
        patchEntry(1, 42, 0);
        assertRefused(file, "\"a/1\" is not what lies at offset 0");
        patchEntry(1, 42, 3);
        assertRefused(file, "\"a/1\" is not what lies at offset 3");
    }

    @Test
    void refusesAnImpossibleDirectory() throws IOException {
        ByteBuffer zip = zip();
        int end = find(zip, END, 0);
        int length = zip.getInt(end + 12);
        Files.write(file, zip.putInt(end + 12, length - 1).array());
        assertRefused(file, "directory is cut short");
        Files.write(file, zip.putInt(end + 12, Integer.MAX_VALUE).array());
        assertRefused(file, "2147483647 bytes at offset");
        Files.write(file, zip.putInt(end + 12, length).putInt(end + 16, end).array());
        assertRefused(file, "bytes at offset " + end);
        Files.write(file, zip.putInt(end + 16, 0).array());
        assertRefused(file, "directory is damaged");
    }

    @Test
    void refusesAFileCutShort() throws IOException {
        byte[] zip = storedZip("a/data.pkl", "first");
        Files.write(file, java.util.Arrays.copyOf(zip, zip.length - 1));
        assertRefused(file, "cut short");
    }

    private static ByteBuffer zip() throws IOException {
        return ByteBuffer.wrap(storedZip("a/0", "zero", "a/1", "first", "a/2", "second"))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Overwrites a field of a central header. */
    private void patchEntry(int entry, int field, int value) throws IOException {
        ByteBuffer zip = zip();
        Files.write(file, zip.putInt(find(zip, CENTRAL, entry) + field, value).array());
    }

    private static int find(ByteBuffer zip, int signature, int nth) {
        int left = nth;
        for (int at = 0; at <= zip.capacity() - 4; at++) {
            if (zip.getInt(at) == signature && left-- == 0) {
                return at;
            }
        }
        throw new AssertionError("no signature " + signature);
    }

    /** A zip file as one of more than 4 GB is: every 32-bit field says "see zip64". */
    private static byte[] zip64(String... contents) {
        ByteBuffer zip = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer directory = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < contents.length; i++) {
            int offset = zip.position();
            byte[] content = contents[i].getBytes(StandardCharsets.US_ASCII);
            byte[] name = ("a/" + i).getBytes(StandardCharsets.US_ASCII);
            zip.putInt(LOCAL).position(offset + 18);
            zip.putInt(-1)
                    .putInt(-1)
                    .putShort((short) name.length)
                    .putShort((short) 20)
                    .put(name);
            zip.putShort((short) 1).putShort((short) 16).putLong(content.length).putLong(content.length);
            zip.put(content);

            int entry = directory.position();
            directory.putInt(CENTRAL).position(entry + 20);
            directory.putInt(-1).putInt(-1).putShort((short) name.length).putShort((short) 34);
            directory.position(entry + 42).putInt(-1).put(name);
            directory.putShort((short) 0x5455).putShort((short) 2).putShort((short) 0);
            directory.putShort((short) 1).putShort((short) 24);
            directory.putLong(content.length).putLong(content.length).putLong(offset);
        }
        long directoryOffset = zip.position();
        long directoryLength = directory.position();
        zip.put(directory.flip());
        long endOffset = zip.position();
        zip.putInt(0x06064b50).position((int) endOffset + 40);
        zip.putLong(directoryLength).putLong(directoryOffset);
        zip.putInt(0x07064b50).putInt(0).putLong(endOffset).putInt(1);
        zip.putInt(END).putInt(-1).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        byte[] bytes = new byte[zip.position()];
        zip.flip().get(bytes);
        return bytes;
    }

    private Map<String, ZipDirectory.Content> contents() {
        try (FileBytes bytes = FileBytes.open(file)) {
            return ZipDirectory.read(bytes);
        }
    }

    private String text(ZipDirectory.Content content) {
        try (FileBytes bytes = FileBytes.open(file)) {
            return StandardCharsets.US_ASCII
                    .decode(bytes.read(content.offset(), (int) content.length()))
                    .toString();
        }
    }
}
