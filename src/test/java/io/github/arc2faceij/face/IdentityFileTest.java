package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFileTest {

    private static final List<Identity> TWO = List.of(Identities.random(1), Identities.random(2));
    /** As numpy.save of numpy 1.26 writes the header of numpy.zeros((1, 512)), but for its blanks. */
    private static final String DOUBLES = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 512), }";

    @TempDir
    Path folder;

    @Test
    void identitiesComeBackWithTheirRecogniserAndNorms() {
        Path file = folder.resolve("faces.npy");
        IdentityFile.write(file, TWO);
        List<Identity> again = IdentityFile.read(file);
        assertEquals(2, again.size());
        for (int i = 0; i < 2; i++) {
            assertEquals(1, again.get(i).cosine(TWO.get(i)), 1e-6);
            assertArrayEquals(TWO.get(i).vector(), again.get(i).vector(), 1e-7f);
            assertEquals(TWO.get(i).norm(), again.get(i).norm());
        }
    }

    @Test
    void theFileIsWhatNumpyWrites() throws IOException {
        Path file = folder.resolve("faces.npy");
        IdentityFile.write(file, TWO);
        byte[] bytes = Files.readAllBytes(file);
        String header = new String(bytes, 0, 128, StandardCharsets.ISO_8859_1);
        assertTrue(header.startsWith(
                "\u0093NUMPY\1\0\u0076\0{'descr': '<f4', 'fortran_order': False, 'shape': (2, 512), }"));
        assertEquals('\n', header.charAt(127));
        assertEquals(128 + 4 * 2 * 512, bytes.length);
        float third = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(128 + 4 * 2);
        assertEquals(TWO.get(0).vector()[2], third);
    }

    @Test
    void writingReplacesAndLeavesNothingElse() {
        Path file = folder.resolve("faces.npy");
        IdentityFile.write(file, TWO);
        IdentityFile.write(file, TWO.subList(1, 2));
        assertEquals(1, IdentityFile.read(file).size());
        assertArrayEquals(
                new String[] {"faces.npy", "faces.npy.json"},
                Arrays.stream(folder.toFile().list()).sorted().toArray());
    }

    @Test
    void textHasAHeaderAndDecimalPointsInEveryCountry() throws IOException {
        Path file = folder.resolve("faces.CSV");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            IdentityFile.write(file, TWO);
        } finally {
            Locale.setDefault(before);
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("id_1,id_2,") && lines.get(0).endsWith(",id_512"));
        String[] values = lines.get(2).split(",");
        assertEquals(512, values.length);
        assertEquals(TWO.get(1).vector()[511], Float.parseFloat(values[511]));
        assertTrue(Files.exists(folder.resolve("faces.CSV.json")));
    }

    @Test
    void filesOfOtherProgramsNeedARecogniser() throws IOException {
        byte[] numbers = doubles(3, 4);
        Path file = Files.write(folder.resolve("insightface.npy"), npy(1, DOUBLES, numbers));
        assertRefused(() -> IdentityFile.read(file), "insightface.npy.json\" is missing");

        Identity identity = IdentityFile.read(file, Identities.SOME_RECOGNISER).get(0);

        assertEquals(5, identity.norm());
        assertEquals(0.8f, identity.vector()[1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void laterVersionsAndASingleRowAreRead(int version) throws IOException {
        String row = DOUBLES.replace("(1, 512)", "(512,)");
        Path file = Files.write(folder.resolve("one.npy"), npy(version, row, doubles(0, 2)));
        assertEquals(
                2, IdentityFile.read(file, Identities.SOME_RECOGNISER).get(0).norm());
    }

    @Test
    void theFileBesideIsBelieved() {
        Path file = folder.resolve("faces.npy");
        IdentityFile.write(file, TWO);
        assertEquals(
                Identities.SOME_RECOGNISER,
                IdentityFile.read(file, Identities.OTHER_RECOGNISER).get(0).recogniser());
    }

    @Test
    void whatIsNoIdentityFileIsRefused() throws IOException {
        assertContentRefused("text".getBytes(StandardCharsets.UTF_8), "it is not a NumPy file");
        assertContentRefused(new byte[0], "it is not a NumPy file");
        byte[] numbers = doubles(3, 4);
        assertContentRefused(npy(1, DOUBLES.replace("(1, 512)", "(512, 1)"), numbers), "shape [512, 1], not [n, 512]");
        assertContentRefused(npy(1, DOUBLES.replace("(1, 512)", "(0, 512)"), new byte[0]), "shape [0, 512]");
        assertContentRefused(npy(1, DOUBLES.replace("(1, 512)", "()"), new byte[8]), "shape [], not [n, 512]");
        assertContentRefused(npy(1, DOUBLES.replace("<f8", "|O"), numbers), "numbers of type '|O'");
        assertContentRefused(npy(1, DOUBLES, doubles(0, 0)), "An embedding of the length 0.0");
        assertContentRefused(npy(1, DOUBLES, doubles(1, Double.NaN)), "An embedding of the length NaN");
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] whole = npy(1, DOUBLES, doubles(3, 4));
        assertContentRefused(Arrays.copyOf(whole, 11), "it is not a NumPy file");
        assertContentRefused(Arrays.copyOf(whole, 40), "its header was cut off");
        assertContentRefused(Arrays.copyOf(whole, whole.length - 1), "it was cut off or damaged");
        assertContentRefused(Arrays.copyOf(whole, whole.length + 1), "it was cut off or damaged");
        assertContentRefused(npy(1, "{}", new byte[8]), "its header is damaged");
        assertContentRefused(npy(1, DOUBLES.replace("(1, 512)", "(-1, 512)"), new byte[8]), "its header is damaged");
        assertContentRefused(npy(1, DOUBLES.replace("1, 5", "99999999999, 5"), new byte[8]), "its header is damaged");
        assertContentRefused(
                npy(1, DOUBLES.replace("(1, 5", "(2147483647, 2147483647, 2147483647, 5"), new byte[8]),
                "it was cut off or damaged");
        byte[] endlessHeader = npy(2, DOUBLES, new byte[8]);
        Arrays.fill(endlessHeader, 8, 12, (byte) 0xff);
        assertContentRefused(endlessHeader, "its header was cut off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{\"recogniser\": 5}",
                "{\"recogniser\": \"short\", \"norms\": [1, 2]}",
                "{\"recogniser\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", \"norms\": [1]}",
                "{\"recogniser\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", \"norms\": [1, -1]}",
                "{\"recogniser\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", \"norms\": [null]}"
            })
    void aWrongFileBesideIsRefused(String json) throws IOException {
        Path file = folder.resolve("faces.npy");
        IdentityFile.write(file, TWO);
        Files.writeString(folder.resolve("faces.npy.json"), json);
        assertRefused(() -> IdentityFile.read(file), "The identities in \"" + file + "\" cannot be read: ");
    }

    @Test
    void whatCannotBeSavedIsRefusedAndChangesNothing() {
        Path file = folder.resolve("faces.npy");
        Identity stranger = Identity.ofEmbedding(Identities.embedding(3), Identities.OTHER_RECOGNISER);
        assertRefused(() -> IdentityFile.write(file, List.of()), "There is no identity");
        assertRefused(() -> IdentityFile.write(file, List.of(TWO.get(0), stranger)), "recogniser fedcba987654");
        assertRefused(() -> IdentityFile.write(folder.resolve("faces.txt"), TWO), "ends in .npy or .csv");
        assertRefused(
                () -> IdentityFile.write(folder.resolve("absent/faces.npy"), TWO), "Check that the folder exists");
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void absentFilesAreRefused() {
        assertRefused(() -> IdentityFile.read(folder.resolve("absent.npy")), "There is no file");
        assertRefused(() -> IdentityFile.read(folder, Identities.SOME_RECOGNISER), "There is no file");
    }

    private void assertContentRefused(byte[] content, String clause) throws IOException {
        Path file = Files.write(folder.resolve("given.npy"), content);
        assertRefused(() -> IdentityFile.read(file, Identities.SOME_RECOGNISER), clause);
    }

    private static void assertRefused(Runnable task, String clause) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, task::run);
        assertTrue(e.getMessage().contains(clause), e.getMessage());
        assertTrue(e.getMessage().endsWith(".") && !e.getMessage().endsWith(".."), e.getMessage());
        assertFalse(e.getMessage().contains("null"), e.getMessage());
    }

    /** 512 numbers, all 0 but the first two. */
    private static byte[] doubles(double first, double second) {
        ByteBuffer numbers = ByteBuffer.allocate(8 * 512).order(ByteOrder.LITTLE_ENDIAN);
        return numbers.putDouble(first).putDouble(second).array();
    }

    private static byte[] npy(int version, String header, byte[] data) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length + data.length);
        file.order(ByteOrder.LITTLE_ENDIAN).put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
        file.put((byte) version).put((byte) 0);
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        return file.put(text).put(data).array();
    }
}
