package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchFromJobTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void theTableHasALineForEachShard() throws IOException {
        Files.createDirectory(folder.resolve("photos"));
        Files.copy(Path.of("test-images/astronaut.png"), folder.resolve("photos/a.png"));
        Files.write(folder.resolve("photos/damaged.png"), new byte[] {1, 2, 3});
        Path job = Files.writeString(
                folder.resolve("job.json"),
                """
                {"people": {"photos": "photos"}, "pictures": 2, "sampling": {"steps": 1},
                 "accept": {"face": false}, "output": {"folder": "out", "shard": 1}}
                """);
        ResultsTable first = run(job, "2/2");
        assertEquals(1, first.size());
        assertEquals("shard-000001", first.getStringValue("Output", 0));
        assertEquals(1, first.getValue("Pictures", 0));
        ResultsTable all = run(job, "");
        assertEquals("done", all.getStringValue("State", 0));
        assertEquals("done before", all.getStringValue("State", 1));
        assertTrue(Files.readString(folder.resolve("out/Arc2Face Job.csv")).contains("shard-000000,0,done,1,"));
    }

    @Test
    void whatCannotBeUsedIsOneSentence() {
        assertTrue(RUNNER.fail(BatchFromJob.class, "job", "job.json").startsWith("\"job.json\" is not the full path"));
        String missing = folder.resolve("job.json").toString();
        assertTrue(RUNNER.fail(BatchFromJob.class, "job", missing).startsWith("There is no job file"));
    }

    private static ResultsTable run(Path job, String shards) {
        return (ResultsTable) RUNNER.succeed(BatchFromJob.class, "job", job.toString(), "shards", shards)
                .getOutput("table");
    }
}
