package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.onnx.OnnxNodes;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisationTest {

    private static final Picture PIXEL = new Picture(1, 1, new byte[] {(byte) 255, 127, 0});

    @TempDir
    Path folder;

    @Test
    void pixelsBecomePlanes() {
        Normalisation normalisation = new Normalisation(127.5f, 127.5f);
        assertArrayEquals(
                new float[] {1, -0.5f / 127.5f, -1}, normalisation.rgb(PIXEL).data());
        assertArrayEquals(
                new float[] {-1, -0.5f / 127.5f, 1}, normalisation.bgr(PIXEL).data());
        assertArrayEquals(
                new float[] {255, 127, 0}, Normalisation.NONE.rgb(PIXEL).data());
    }

    @ParameterizedTest
    @CsvSource({
        "Sub_1 Mul_2 Conv_3, true",
        "_minusscalar0 _mulscalar0 conv, true",
        "Conv_0 Mul_1, false",
        "Sub_0 Conv_1, false",
        "Conv_Sub Conv_Mul, false"
    })
    void aSubtractionAndAMultiplicationNormalise(String nodes, boolean isInside) {
        assertEquals(isInside, Normalisation.isInside(List.of(nodes.split(" "))));
    }

    @Test
    void nodesAreReadFromTheFile() throws IOException {
        GraphBuilder graph = new GraphBuilder(folder);
        String value = graph.input("input", 1, 3);
        for (int i = 0; i < 10; i++) {
            value = graph.node("Identity", List.of(value));
        }
        graph.output("output", value, 1, 3);
        Path file = Files.write(folder.resolve("ten.onnx"), graph.build());
        assertEquals(8, OnnxNodes.firstNames(file, 8).size());
        assertEquals(11, OnnxNodes.firstNames(file, 20).size()); // the output is a node of its own
    }

    @Test
    void aFileThatIsNoModelIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("page.onnx"), "<html>Sign in</html>");
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> OnnxNodes.firstNames(file, 8));
        assertTrue(e.getMessage().contains("page.onnx\" cannot be read as an ONNX model"), e.getMessage());
    }
}
