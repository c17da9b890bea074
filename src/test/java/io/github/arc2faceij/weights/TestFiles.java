package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;

/** What the tests of weight files share. */
final class TestFiles {

    private TestFiles() {}

    /** @return a file of the bundled model */
    static Path bundled(String path) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TestFiles.class.getResource("/models/arc2face-mini/" + path))
                .toURI());
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Opening must end in a sentence that names the file and says what is wrong. */
    static void assertRefused(Path file, String reason) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> WeightFile.open(file));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
    }
}
