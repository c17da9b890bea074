package io.github.arc2faceij.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles written out by hand in protocol 0, the one of letters. */
class NumpyPickleTest {

    private static final String ARRAY = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR"
            + "(I1\n(I2\nt%sI00\nS'\\x00\\x00\\x80?\\x00\\x00\\x00@'\ntb";
    private static final String FLOAT32 = "cnumpy\ndtype\n(S'f4'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntb";

    @TempDir
    Path folder;

    @Test
    void readsAnArray() throws IOException {
        Tensor array = PickledArrays.numbers(read(ARRAY.formatted(FLOAT32)));

        assertArrayEquals(new int[] {2}, array.shape());
        assertArrayEquals(new float[] {1, 2}, array.data());
    }

    /** What a pickle would call is only written down: the file that it would make does not appear. */
    @Test
    void runsNoCode() throws IOException {
        Path made = folder.resolve("made");

        Object object = read("cos\nsystem\n(S'touch " + made + "'\ntR");

        assertEquals("os.system", assertInstanceOf(PickledObject.class, object).type());
        assertFalse(Files.exists(made));
    }

    /** The reader underneath knows some classes by itself; they must not be made either. */
    @ParameterizedTest
    @ValueSource(strings = {"c__builtin__\nset\n((I1\nltR", "cdatetime\ndate\n(I2020\nI1\nI1\ntR"})
    void makesNoObjects(String pickle) throws IOException {
        assertInstanceOf(PickledObject.class, read(pickle));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(S'touch'\nios\nsystem\n", "Pname\n", ""})
    void refusesOtherWaysToNameThings(String pickle) {
        assertThrows(IOException.class, () -> read(pickle));
    }

    @Test
    void readsDictsAndTexts() throws IOException {
        assertEquals(Map.of("a", 5), read("(dS'a'\nI5\ns"));
    }

    @Test
    void refusesObjectsThatAreNoArrays() throws IOException {
        Object object = read("cos\nsystem\n(S'x'\ntR");

        String message = assertThrows(IOException.class, () -> PickledArrays.numbers(object))
                .getMessage();

        assertTrue(message.contains("os.system"), message);
    }

    @Test
    void refusesAnArrayOfAnotherLengthThanItSays() throws IOException {
        Object object = read(ARRAY.formatted(FLOAT32).replace("I2\n", "I3\n"));

        assertThrows(IOException.class, () -> PickledArrays.numbers(object));
    }

    @Test
    void refusesAnArrayWithoutAType() throws IOException {
        Object object = read(ARRAY.formatted("N"));

        String message = assertThrows(IOException.class, () -> PickledArrays.numbers(object))
                .getMessage();

        assertTrue(message.contains("damaged"), message);
    }

    private static Object read(String pickle) throws IOException {
        return NumpyPickle.read((pickle + ".").getBytes(StandardCharsets.ISO_8859_1), 0);
    }
}
