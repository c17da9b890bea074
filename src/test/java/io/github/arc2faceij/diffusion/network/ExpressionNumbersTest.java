package io.github.arc2faceij.diffusion.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.numpy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionNumbersTest {

    private static final float[] THREE = {1, -0.5f, 2e-3f};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1, -0.5, 2e-3", "1 -.5 0.002", "[1; -0.5; 2E-3]", "(1,\n-0.5,\t0.002)", " 1,-0.5,2e-3, "})
    void numbersAreSeparatedInManyWays(String text) {
        assertArrayEquals(THREE, ExpressionNumbers.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1, two, 3 | Number 2 of the expression is \"two\"", "0.1, x | Number 2 of the expression is \"x\""
            })
    void whatIsNoNumberIsNamed(String text, String sentence) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> ExpressionNumbers.parse(text));
        assertTrue(e.getMessage().startsWith(sentence), e.getMessage());
    }

    @Test
    void readsNumPyAndText() throws IOException {
        Path npy = Files.write(folder.resolve("three.NPY"), Npy.write(Tensor.of(THREE, 1, 3)));
        Path csv = Files.writeString(folder.resolve("three.csv"), "exp_0,exp_1,jaw_x\n1,-0.5,2e-3\n");
        Path txt = Files.writeString(folder.resolve("three.txt"), "1\n-0.5\n2e-3\n");
        assertArrayEquals(THREE, ExpressionNumbers.read(npy));
        assertArrayEquals(THREE, ExpressionNumbers.read(csv));
        assertArrayEquals(THREE, ExpressionNumbers.read(txt));
    }

    /** As Excel and Notepad on Windows write them. */
    @Test
    void readsWindowsLinesWithAByteOrderMark() throws IOException {
        Path names = Files.writeString(folder.resolve("names.csv"), "\ufeffexp_0,exp_1,jaw_x\r\n1,-0.5,2e-3\r\n");
        Path numbers = Files.writeString(folder.resolve("numbers.txt"), "\ufeff1\r\n-0.5\r\n2e-3\r\n");
        assertArrayEquals(THREE, ExpressionNumbers.read(names));
        assertArrayEquals(THREE, ExpressionNumbers.read(numbers));
    }

    @Test
    void aFirstLineWithExponentsOrNansIsNoLineOfNames() throws IOException {
        Path small = Files.writeString(folder.resolve("small.csv"), "1e-3,2E+4\n");
        assertArrayEquals(new float[] {1e-3f, 2e4f}, ExpressionNumbers.read(small));
        Path nan = Files.writeString(folder.resolve("nan.csv"), "nan,1\n");
        assertTrue(message(nan).contains("Number 1 of the expression is \"nan\""), message(nan));
    }

    @Test
    void filesThatHoldSomethingElseAreNamed() throws IOException {
        Path nowhere = folder.resolve("nowhere.npy");
        assertEquals(
                "There is no file \"" + nowhere
                        + "\" with an expression. Give the full path of a .npy, .csv or .txt file.",
                message(nowhere));
        Path damaged = Files.writeString(folder.resolve("damaged.npy"), "hello");
        assertEquals(
                "The expression in \"" + damaged + "\" cannot be read: it is not a NumPy file (.npy).",
                message(damaged));
        Path words = Files.writeString(folder.resolve("words.txt"), "1 2 3\nhappy\n");
        assertTrue(message(words).contains("Number 4 of the expression is \"happy\""), message(words));
    }

    private static String message(Path file) {
        return assertThrows(Arc2FaceException.class, () -> ExpressionNumbers.read(file))
                .getMessage();
    }
}
