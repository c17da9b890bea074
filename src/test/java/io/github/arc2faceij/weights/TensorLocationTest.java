package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorLocationTest {

    @Test
    void countsTheNumbers() {
        assertEquals(6, location(0, 12, List.of(2L, 3L)).count());
        assertEquals(1, location(0, 2, List.of()).count());
        assertEquals(0, location(0, 0, List.of(2L, 0L)).count());
    }

    @Test
    void refusesALengthThatIsNotTheShapes() {
        assertRefused("takes 12 bytes, not 13", 0, 13, List.of(2L, 3L));
        assertRefused("negative offset -1", -1, 12, List.of(2L, 3L));
        assertRefused("impossible shape [-2, 3]", 0, -12, List.of(-2L, 3L));
        assertRefused("impossible shape [-2, -3]", 0, 12, List.of(-2L, -3L));
        assertRefused("impossible shape", 0, 0, List.of(1L << 32, 1L << 31));
    }

    private static void assertRefused(String reason, long offset, long length, List<Long> shape) {
        String message = assertThrows(IllegalArgumentException.class, () -> location(offset, length, shape))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static TensorLocation location(long offset, long length, List<Long> shape) {
        return new TensorLocation("w", Path.of("file"), offset, length, DataType.F16, shape);
    }
}
