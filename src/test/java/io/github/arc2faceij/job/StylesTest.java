package io.github.arc2faceij.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Style pictures and prompts of a job, on a tiny model of FaceStudio's form. */
class StylesTest {

    private static final String JOB =
            """
            {"people": {"space": {"count": 1}}, "pictures": 2, "sampling": {"steps": 1, "width": 64, "height": 64},
             "conditions": {"style": ["one.png", "other.png"], "prompt": ["a garden", "a sea"], "alpha": 0.3},
             "accept": {"face": false, "tries": 1}, "model": "MODEL", "output": {"folder": "FOLDER", "shard": 1}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeStyles() throws IOException {
        Files.copy(Goldens.path("image/photo.png"), folder.resolve("one.png"));
        Files.copy(Path.of("test-images/astronaut.png"), folder.resolve("other.png"));
    }

    @Test
    void allOfThemAreDrawnByThePicturesNumber() {
        List<Path> files = List.of(folder.resolve("one.png"), folder.resolve("other.png"));
        Styles styles = new Styles(files, 0.5, List.of("a garden", "a sea"));
        Set<String> drawn = new HashSet<>();
        for (int picture : IntStream.range(0, 20).toArray()) {
            String subjects = subjects(styles, picture);
            assertEquals(subjects, subjects(styles, picture));
            drawn.add(subjects);
        }
        assertEquals(Set.of("one.png, a garden", "one.png, a sea", "other.png, a garden", "other.png, a sea"), drawn);
    }

    private static String subjects(Styles styles, int picture) {
        return String.join(
                ", ",
                styles.of(42, picture).stream()
                        .map(condition -> condition.subject().orElseThrow())
                        .toList());
    }

    @Test
    void thePicturesFollowThemAndTheManifestSaysWhich() throws IOException {
        Path model = RecipeModel.writeFaceStudio(folder.resolve("studio"));
        Job job = job("data", "studio");
        try (Arc2Face arc2face = new Arc2Face(new ModelFolder(model), Device.CPU)) {
            JobRun run = JobRun.open(arc2face, job, note -> {}, Progress.NONE);
            assertTrue(run.run(Part.WHOLE, outcome -> {}, Progress.NONE));
            Styles styles = job.conditions().styles();
            for (int shard = 0; shard < 2; shard++) {
                PictureRow row = JobFolder.of(job).rows(shard).get(0);
                assertEquals(subjects(styles, shard), row.style() + ", " + row.prompt());
            }
            Files.copy(folder.resolve("other.png"), folder.resolve("one.png"), StandardCopyOption.REPLACE_EXISTING);
            String changed = assertThrows(Arc2FaceException.class, () -> run.prepare(Progress.NONE))
                    .getMessage();
            assertTrue(changed.contains("has pictures of another job: its \"conditions\" is"), changed);
            Files.delete(folder.resolve("one.png"));
            String missing = assertThrows(Arc2FaceException.class, () -> run.prepare(Progress.NONE))
                    .getMessage();
            assertEquals(
                    "There is no style picture \"" + folder.resolve("one.png") + "\", which the job names.", missing);
            Files.delete(folder.resolve("other.png"));
            String drawn = assertThrows(Arc2FaceException.class, () -> styles.of(42, 0))
                    .getMessage();
            assertTrue(drawn.startsWith("There is no style picture \""), drawn);
        }
    }

    @Test
    void aModelThatTakesNoneIsRefusedBeforeAnythingIsWritten() throws IOException {
        Job job = job("refused", "");
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            String sentence = assertThrows(
                            Arc2FaceException.class, () -> JobRun.open(arc2face, job, note -> {}, Progress.NONE))
                    .getMessage();
            assertTrue(sentence.contains("takes no style picture"), sentence);
        }
        assertTrue(Files.notExists(folder.resolve("refused")));
    }

    @Test
    void aModelThatDrawsNobodyByTheIdentityIsRefused() throws IOException {
        ModelFolder model = new ModelFolder(RecipeModel.writeStableDiffusion(folder.resolve("sd")));
        Job job = job("nobody", "sd");
        try (Arc2Face arc2face = new Arc2Face(model, Device.CPU)) {
            String sentence = assertThrows(
                            Arc2FaceException.class, () -> JobRun.open(arc2face, job, note -> {}, Progress.NONE))
                    .getMessage();
            assertTrue(sentence.contains("draws no person by the identity alone"), sentence);
        }
    }

    private Job job(String output, String model) throws IOException {
        Path file = folder.resolve(output + ".json");
        return Job.read(Files.writeString(file, JOB.replace("FOLDER", output).replace("MODEL", model)));
    }
}
