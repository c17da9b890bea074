package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.models.Bundled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadModelTest {

    private static final float[] TRIANGLE = {-1, -1, 0, 1, -1, 0, 0, 1, 0};

    @TempDir
    Path folder;

    @Test
    void theBundledHeadHasItsFields() {
        assertEquals(30, KnownHeads.HEAD.identityCount());
        assertEquals(6, KnownHeads.HEAD.expressionCount());
        assertEquals(3 * 9254, KnownHeads.HEAD.vertices(KnownHeads.HEAD.meanShape()).length);
    }

    @Test
    void theKnownHeadsHaveTheirExactLandmarks() {
        for (int i = 0; i < KnownHeads.COUNT; i++) {
            Landmarks expected = KnownHeads.landmarks(i);
            Landmarks actual = KnownHeads.HEAD.landmarks(KnownHeads.shape(i), KnownHeads.view(i));
            for (int k = 0; k < Landmarks.COUNT; k++) {
                assertEquals(
                        expected.points().get(k).x(), actual.points().get(k).x(), 1e-3);
                assertEquals(
                        expected.points().get(k).y(), actual.points().get(k).y(), 1e-3);
            }
        }
    }

    @Test
    void refusesTheCoefficientsOfAnotherHead() {
        HeadShape other = new HeadShape(new double[3], new double[6]);

        assertThrows(IllegalArgumentException.class, () -> KnownHeads.HEAD.vertices(other));
    }

    @Test
    void refusesAFolderWithoutAHead() {
        String message = messageOf(folder);

        assertTrue(message.contains("bases.safetensors"), message);
    }

    @Test
    void refusesAFolderWithoutLandmarks() throws IOException {
        copyBases();

        String message = messageOf(folder);

        assertTrue(message.contains("landmarks68.json"), message);
    }

    @Test
    void refusesLandmarksThatAreNone() throws IOException {
        copyBases();
        Files.writeString(folder.resolve("landmarks68.json"), "{\"points\": 3}");

        String message = messageOf(folder);

        assertTrue(message.contains("landmarks68.json"), message);
    }

    @Test
    void refusesLandmarksBeyondTheMesh() throws IOException {
        copyBases();
        Files.writeString(
                folder.resolve("landmarks68.json"),
                Files.readString(Bundled.folder("head").resolve("landmarks68.json"))
                        .replace("4560", "45600"));

        String message = messageOf(folder);

        assertTrue(message.contains("landmark 30") && message.contains("9254"), message);
    }

    @Test
    void refusesFieldsOfAnotherMesh() {
        HeadParts good = TinyHeads.parts(TRIANGLE, 0, 1, 2);
        HeadParts bad = new HeadParts(
                good.source(),
                good.mean(),
                Tensor.zeros(2, 4, 3),
                good.expression(),
                good.triangles(),
                good.landmarks());

        String message = assertThrows(Arc2FaceException.class, bad::model).getMessage();

        assertTrue(message.contains("[2, 4, 3]") && message.contains("[3, 3]"), message);
    }

    @Test
    void refusesTrianglesBeyondTheMesh() {
        assertThrows(Arc2FaceException.class, () -> TinyHeads.model(TRIANGLE, 0, 1, 3));
        assertThrows(Arc2FaceException.class, () -> TinyHeads.model(TRIANGLE, 0, 1));
    }

    private void copyBases() throws IOException {
        Files.copy(Bundled.folder("head").resolve("bases.safetensors"), folder.resolve("bases.safetensors"));
    }

    private static String messageOf(Path folder) {
        return assertThrows(Arc2FaceException.class, () -> HeadModel.open(folder))
                .getMessage();
    }
}
