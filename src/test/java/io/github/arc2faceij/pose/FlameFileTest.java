package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head of 12 vertices in the form of FLAME's files: a pickle as Python 2 wrote it, and an archive by NumPy. */
class FlameFileTest {

    @TempDir
    Path folder;

    /** Computed by NumPy. */
    private record Expected(double[] vertices, double[] landmarks) {}

    @ParameterizedTest
    @ValueSource(strings = {"generic_model.pkl", "flame.npz"})
    void hasTheVerticesAndLandmarksOfNumpy(String name) throws IOException {
        Expected expected =
                new Gson().fromJson(Files.readString(Goldens.path("pose/flame/expected.json")), Expected.class);

        HeadModel head = HeadModel.open(Goldens.path("pose/flame/" + name));

        assertEquals(100, head.identityCount());
        assertEquals(51, head.expressionCount());
        HeadShape shape = shape(head);
        assertArrayEquals(expected.vertices, doubles(head.vertices(shape)), 1e-6);
        View view = new View(Pose.FRONTAL, 1, new Point(0, 0));
        for (int i = 0; i < 68; i++) {
            Point point = head.landmarks(shape, view).points().get(i);
            assertEquals(expected.landmarks[3 * i], point.x(), 1e-6);
            assertEquals(-expected.landmarks[3 * i + 1], point.y(), 1e-6);
        }
    }

    @Test
    void saysWhichLandmarkFileIsMissing() throws IOException {
        Path model = copy("flame.npz");

        assertTrue(messageOf(model).contains("landmark_embedding.npy"), messageOf(model));
    }

    @Test
    void refusesWhatIsNoPickle() throws IOException {
        copy("landmark_embedding.npy");
        Path model = Files.writeString(folder.resolve("generic_model.pkl"), "hello");

        assertTrue(messageOf(model).contains("not a pickle"), messageOf(model));
    }

    @Test
    void refusesAFileThatWasCutOff() throws IOException {
        copy("landmark_embedding.npy");
        Path model = copy("generic_model.pkl");
        Files.write(model, Arrays.copyOf(Files.readAllBytes(model), 90_000));

        assertTrue(messageOf(model).contains("generic_model.pkl"), messageOf(model));
    }

    @Test
    void refusesAnArchiveOfSomethingElse() throws IOException {
        copy("landmark_embedding.npy");
        Path model = folder.resolve("other.npz");
        Files.copy(Goldens.path("pose/flame/flame.npz"), model);
        renameEntry(model, "v_template", "w_template");

        assertTrue(messageOf(model).contains("no array 'v_template'"), messageOf(model));
    }

    private static HeadShape shape(HeadModel head) {
        HeadShape shape = head.meanShape();
        shape.identity()[0] = 1.5;
        shape.identity()[99] = -1;
        shape.expression()[0] = 0.5;
        shape.expression()[49] = 2;
        shape.expression()[50] = 1; // the jaw
        return shape;
    }

    private Path copy(String name) throws IOException {
        return Files.copy(Goldens.path("pose/flame/" + name), folder.resolve(name));
    }

    /** Names of the same length can be changed in place. */
    private static void renameEntry(Path zip, String from, String to) throws IOException {
        String content = Files.readString(zip, StandardCharsets.ISO_8859_1);
        Files.writeString(zip, content.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    private static String messageOf(Path model) {
        return assertThrows(Arc2FaceException.class, () -> HeadModel.open(model))
                .getMessage();
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
