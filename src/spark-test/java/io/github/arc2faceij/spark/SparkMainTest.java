package io.github.arc2faceij.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.job.Job;
import io.github.arc2faceij.job.JobRun;
import io.github.arc2faceij.job.Part;
import io.github.arc2faceij.job.ShardOutcome;
import io.github.arc2faceij.job.ShardOutcome.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards by a Spark in this JVM, of which a task is killed. */
class SparkMainTest {

    private static final String JOB =
            """
            {"people": {"space": {"count": 2, "distance": 0.3}}, "sampling": {"sampler": "LCM", "steps": 1},
             "accept": {"face": false}, "output": {"folder": "FOLDER", "shard": 1}}
            """;

    private static final String CPU = Device.CPU.label();
    private static final TaskKiller KILLER = new TaskKiller();

    @TempDir
    private static Path folder;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        SparkConf conf = new SparkConf()
                .setAppName("test")
                .setMaster("local[2]")
                .set("spark.ui.enabled", "false")
                .set("spark.executor.heartbeatInterval", "2s") // then the killer learns of tasks
                .set("spark.speculation", "true");
        spark = new JavaSparkContext(conf);
        spark.setLogLevel("WARN");
        spark.sc().addSparkListener(KILLER);
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    /** The plain loop has the model until a task that waits for it is killed; then both make their shards in turns. */
    @Test
    void theFilesAreThoseOfThePlainLoopThoughATaskIsKilled() throws Exception {
        JobRun plain =
                JobRun.open(Arc2Face.shared(Settings.DEFAULT), Job.read(job("plain")), note -> {}, Progress.NONE);
        String job = job("spark").toString();
        JobRun run = SparkMain.run(job, CPU);
        run.prepare(Progress.NONE);
        CompletableFuture<Void> hasTheModel = new CompletableFuture<>();
        CompletableFuture<Boolean> loop =
                CompletableFuture.supplyAsync(() -> plain.run(Part.WHOLE, outcome -> {}, (task, fraction) -> {
                    if (task.startsWith("Denoising")) {
                        hasTheModel.complete(null);
                        KILLER.killed.join();
                    }
                }));
        CompletableFuture.anyOf(hasTheModel, loop).join();

        List<ShardOutcome> outcomes = SparkMain.handOut(spark, run.shards(), job, CPU);
        outcomes.forEach(outcome -> assertEquals(State.DONE, outcome.state(), outcome::toString));
        assertTrue(KILLER.killed.isDone() && loop.join());
        assertSameFiles();

        Files.write(folder.resolve("spark/shard-000001.tar"), new byte[1000]);
        List<ShardOutcome> again = SparkMain.make(spark, job, CPU);
        assertEquals(State.BEFORE, again.get(0).state());
        assertTrue(again.get(1).message().startsWith("It was made again, because "), again.get(1)::toString);
        assertSameFiles();
    }

    private static void assertSameFiles() throws IOException {
        assertEquals(names("plain"), names("spark"));
        for (String name : names("plain")) {
            Path other = folder.resolve("spark").resolve(name);
            assertEquals(-1, Files.mismatch(folder.resolve("plain").resolve(name), other), name);
        }
    }

    private static List<String> names(String data) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(data))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Path job(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), JOB.replace("FOLDER", name));
    }
}
