package io.github.arc2faceij.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.numpy.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceSpaceFileTest {

    private static final Set<String> NAMES = Set.of("mean", "axes", "deviations", "about", "recogniser");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        FaceSpace space = FaceSpace.of(SpacePeople.people(30, 3, 0.5, 0.3, 0.2));
        FaceSpace again = FaceSpaceFile.read(written(space));
        assertArrayEquals(space.mean(), again.mean(), 1e-7);
        for (int axis = 0; axis < space.axes().length; axis++) {
            assertArrayEquals(space.axes()[axis], again.axes()[axis], 1e-7);
        }
        assertArrayEquals(space.deviations(), again.deviations(), 1e-7);
        assertEquals(space.variance(), again.variance(), 1e-7);
        assertEquals(30, again.faces());
        assertEquals(space.norm(), again.norm(), 1e-6);
        assertEquals(SpacePeople.RECOGNISER, again.recogniser());
        Path second = folder.resolve("second.npz");
        FaceSpaceFile.write(second, again);
        assertArrayEquals(Files.readAllBytes(folder.resolve("space.npz")), Files.readAllBytes(second));
    }

    @ParameterizedTest
    @CsvSource({
        "mean, NaN",
        "axes, 0.5",
        "deviations, -1",
        "about, 1e-9",
        "recogniser, 256",
        "recogniser, 0.5",
        "axes, Infinity"
    })
    void aNumberThatCannotBeIsTold(String array, float number) throws Exception {
        Map<String, Tensor> arrays = arrays();
        arrays.get(array).data()[0] = number;
        assertTrue(refused(arrays).contains("damaged"), array);
    }

    @Test
    void missingAndMisshapenArraysAreTold() throws Exception {
        for (String name : NAMES) {
            Map<String, Tensor> arrays = arrays();
            arrays.remove(name);
            assertTrue(refused(arrays).contains("no numbers named " + name));
            arrays.put(name, Tensor.zeros(2, 2));
            assertTrue(refused(arrays).contains("damaged"), name);
        }
        Map<String, Tensor> huge = arrays();
        huge.put("mean", Tensor.zeros(8000, 512));
        assertTrue(refused(huge).contains("more than"));
    }

    @Test
    void onlyNpzIsWritten() {
        Path file = folder.resolve("space.npy");
        assertThrows(Arc2FaceException.class, () -> FaceSpaceFile.write(file, SpacePeople.space(2, 0.1)));
        assertFalse(Files.exists(file));
        assertThrows(Arc2FaceException.class, () -> FaceSpaceFile.read(folder.resolve("none.npz")));
    }

    private Path written(FaceSpace space) {
        Path file = folder.resolve("space.npz");
        FaceSpaceFile.write(file, space);
        return file;
    }

    private Map<String, Tensor> arrays() throws Exception {
        Map<String, Tensor> arrays = new HashMap<>();
        Npz.read(written(SpacePeople.space(3, 0.2)), NAMES).forEach((name, array) -> arrays.put(name, (Tensor) array));
        assertEquals(NAMES, arrays.keySet());
        return arrays;
    }

    private String refused(Map<String, Tensor> arrays) throws Exception {
        Path file = folder.resolve("forged.npz");
        Files.write(file, Npz.write(arrays));
        String message = assertThrows(Arc2FaceException.class, () -> FaceSpaceFile.read(file))
                .getMessage();
        assertTrue(message.matches("(?s)[A-Z\"].*\\."), message);
        return message;
    }
}
