package io.github.arc2faceij.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.recipe.WrittenRecipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, by the bundled model: few steps, and few pictures. */
class JobRunTest {

    private static final String JOB =
            """
            {"people": {"space": {"count": 2, "distance": 0.3}}, "pictures": 2, "sampling": {"steps": 4},
             "conditions": {"yaw": {"values": [-20, 20]}}, "accept": {"cosine": 0.1, "tries": 2},
             "output": {"folder": "FOLDER", "shard": 3}}
            """;

    @TempDir
    private static Path folder;

    private static Path job;
    private static Path data;
    private static Answer missing;

    private record Answer(int code, String text) {}

    @BeforeAll
    static void makeTheDataSetByTwoThreadsAndOneShardAlone() throws IOException {
        job = job("whole");
        data = folder.resolve("whole");
        Path parts = job("parts");
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            assertTrue(JobRun.open(arc2face, Job.read(job), note -> {}, Progress.NONE)
                    .run(Part.WHOLE, List.of(arc2face), outcome -> {}));
            JobRun run = JobRun.open(arc2face, Job.read(parts), note -> {}, Progress.NONE);
            run.run(Part.of("2/2"), outcome -> {}, Progress.NONE);
            missing = main("merge", parts.toString());
        }
    }

    @Test
    void aShardThatIsMadeAloneHasTheSameFiles() throws IOException {
        assertEquals(1, missing.code);
        assertTrue(missing.text.startsWith("shard-000000 does not count: it is not made yet."), missing.text);
        for (String ending : List.of(".tar", ".csv", ".npy")) {
            String name = "shard-000001" + ending;
            assertEquals(
                    -1,
                    Files.mismatch(data.resolve(name), folder.resolve("parts").resolve(name)),
                    name);
        }
    }

    @Test
    void aRunOfFinishedShardsLeavesThemAlone() {
        String plan = "2 people, 4 pictures, 2 shards of 3, 2 of them finished in \"" + data + "\".";
        assertEquals(plan, main("plan", job.toString()).text.strip());
        Answer run = main("run", job.toString(), "--shards", "2/2");
        assertEquals(0, run.code);
        assertEquals(
                List.of(plan, "shard-000001: made before."), run.text.lines().toList());
    }

    @Test
    void aManifestOfAllShardsTellsWhatWasAskedForAndWhatCameOut() throws IOException {
        Answer merge = main("merge", job.toString());
        assertEquals(0, merge.code, merge.text);
        List<PictureRow> rows = PictureRow.parse(Files.readString(data.resolve("manifest.csv")));
        assertEquals(List.of(0, 1, 2, 3), rows.stream().map(PictureRow::picture).toList());
        assertEquals(List.of(0, 0, 1, 1), rows.stream().map(PictureRow::person).toList());
        for (PictureRow row : rows) {
            assertEquals(20, Math.abs(row.yaw()));
            assertEquals((42 + row.picture()) % 4, row.seed() % 4);
            assertTrue(!row.accepted() || row.cosine() >= 0.1 && row.faces() == 1, row.toString());
            assertTrue(row.accepted() == row.reason().isEmpty(), row.toString());
        }
        assertEquals(2, IdentityFile.read(data.resolve("people.npy")).size());
    }

    @Test
    void theReportHasItsFigures() throws IOException {
        Answer report = main("report", job.toString());
        assertEquals(0, report.code, report.text);
        String page = Files.readString(data.resolve("report.html")).replaceAll("base64,[^']*", "base64,");
        assertTrue(page.contains("Finished shards: 2 of 2. Pictures that were asked for in them: 4, accepted: "), page);
        assertTrue(page.contains("<h2>Poses of accepted pictures") && page.contains("base64,"), page);
        assertTrue(!page.contains("NaN") && !page.contains("null"), page);
    }

    @Test
    void aPictureCanBeMadeAgainFromItsRecipe() throws IOException {
        Path[] picture = new Path[1];
        Tar.read(data.resolve("shard-000000.tar"), (name, bytes) -> {
            if (name.endsWith("png")) {
                picture[0] = Files.write(folder.resolve("one.png"), bytes);
            }
        });
        WrittenRecipe recipe = WrittenRecipe.parse(RecipeFile.ofFile(picture[0]).recipe());
        assertEquals(4, recipe.recipe().steps());
        assertEquals(null, recipe.recipe().device());
    }

    @Test
    void anotherJobDoesNotMixWithThePicturesThatAreThere() throws IOException {
        Path other = folder.resolve("other.json");
        Files.writeString(other, Files.readString(job).replace("\"cosine\": 0.1", "\"cosine\": 0.2"));
        Answer run = main("run", other.toString());
        assertEquals(2, run.code);
        assertTrue(run.text.contains("has pictures of another job: its \"accept\" is "), run.text);
    }

    @Test
    void aFolderOnASharesPlaceIsNotMade() throws IOException {
        Path away = Files.writeString(folder.resolve("away.json"), JOB.replace("FOLDER", "share/data"));
        assertSentence(
                "There is no folder \"" + folder.resolve("share") + "\" for the output.", "run", away.toString());
        assertTrue(Files.notExists(folder.resolve("share")));
    }

    @Test
    void aFileInTheFoldersPlaceIsLeftAlone() throws IOException {
        Path file = Files.createFile(folder.resolve("a file"));
        Path taken = Files.writeString(folder.resolve("taken.json"), JOB.replace("FOLDER", "a file"));
        assertSentence("\"" + file + "\" is a file, and the output needs a folder.", "run", taken.toString());
    }

    @Test
    void damagedPeopleAreWrittenAnewWhenTheyAreDeleted() throws IOException {
        Path parts = folder.resolve("parts");
        Path people = parts.resolve("people.npy");
        byte[] whole = Files.readAllBytes(people);
        Files.write(people, new byte[9]);
        Answer merge = main("merge", parts + ".json");
        assertTrue(merge.text.strip().endsWith("Delete that file and run the job again: it is written anew."));
        Files.delete(people);
        assertEquals(0, main("run", parts + ".json", "--shards", "2/2").code);
        assertArrayEquals(whole, Files.readAllBytes(people));
    }

    @Test
    void whatCannotBeUsedIsASentence() {
        assertEquals(new Answer(0, Main.HELP), main("--help"));
        assertEquals(new Answer(2, Main.HELP), main());
        assertSentence("\"dance job.json\" is no command.", "dance", "job.json");
        assertSentence(
                "There is no job file", "run", folder.resolve("none.json").toString());
        assertSentence("\"17/16\" is no part of the shards.", "run", job.toString(), "--shards", "17/16");
        assertSentence("\"--shards\" is no option, or its value is missing.", "run", job.toString(), "--shards");
        assertSentence("There is no device \"Abacus\".", "run", job.toString(), "--device", "Abacus");
        assertSentence("There are no cards \"0,x\".", "run", job.toString(), "--cards", "0,x");
    }

    private static void assertSentence(String start, String... arguments) {
        Answer answer = main(arguments);
        assertEquals(2, answer.code);
        assertTrue(answer.text.lines().anyMatch(line -> line.startsWith(start)), answer.text);
        assertNotEquals(-1, answer.text.strip().lastIndexOf('.'));
    }

    private static Path job(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), JOB.replace("FOLDER", name));
    }

    private static Answer main(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = Main.run(List.of(arguments), out, out);
        return new Answer(code, bytes.toString(StandardCharsets.UTF_8));
    }
}
