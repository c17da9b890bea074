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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards by a Spark in this JVM. */
class SparkMainTest {

    private static final String JOB =
            """
            {"people": {"space": {"count": 2, "distance": 0.3}}, "pictures": 2, "sampling": {"sampler": "LCM", "steps": 1},
             "accept": {"face": false}, "output": {"folder": "FOLDER", "shard": 1}}
            """;

    @TempDir
    private Path folder;

    @Test
    void theFilesAreThoseOfThePlainLoop() throws IOException {
        Path plain = job("plain");
        JobRun.open(Arc2Face.shared(Settings.DEFAULT), Job.read(plain), note -> {}, Progress.NONE)
                .run(Part.WHOLE, outcome -> {}, Progress.NONE);

        Path spark = job("spark");
        SparkConf conf = new SparkConf()
                .setAppName("test")
                .setMaster("local[2]")
                .set("spark.ui.enabled", "false")
                .set("spark.speculation", "true");
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            List<ShardOutcome> first = SparkMain.make(context, spark.toString(), Device.CPU.label());
            assertEquals(4, first.size());
            Files.write(folder.resolve("spark/shard-000002.tar"), new byte[1000]);
            List<ShardOutcome> again = SparkMain.make(context, spark.toString(), Device.CPU.label());
            assertEquals(ShardOutcome.State.BEFORE, again.get(1).state());
            assertTrue(again.get(2).message().startsWith("It was made again, because "), again.get(2)::toString);
        }
        for (int shard = 0; shard < 4; shard++) {
            for (String ending : List.of(".tar", ".csv", ".npy")) {
                String name = "shard-00000" + shard + ending;
                assertEquals(
                        -1,
                        Files.mismatch(
                                folder.resolve("plain").resolve(name),
                                folder.resolve("spark").resolve(name)),
                        name);
            }
        }
    }

    private Path job(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), JOB.replace("FOLDER", name));
    }
}
