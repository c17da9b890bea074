package io.github.arc2faceij.spark;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.job.Job;
import io.github.arc2faceij.job.JobRun;
import io.github.arc2faceij.job.ShardOutcome;
import io.github.arc2faceij.job.ShardOutcome.State;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Makes a job's shards with Apache Spark, a task for each shard. Job file, model and output folder must be at the same place
 * on all computers. A task that Spark repeats, or runs twice, finds its shard finished or writes the same one.
 *
 * <pre>{@code
 * spark-submit --master local[2] --class io.github.arc2faceij.spark.SparkMain arc2face-spark.jar job.json
 * }</pre>
 */
public final class SparkMain {

    /** The run of this JVM: its native networks are opened once, and its tasks take turns with them. */
    private static JobRun run;

    private static String runOf;

    private SparkMain() {}

    /**
     * @param arguments full path of a job file, and the device of the executors, CPU without it
     */
    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Give the full path of a job file, and the name of a device if it is not CPU.");
            System.exit(2);
        }
        SparkConf conf = new SparkConf().setAppName("Arc2Face").setIfMissing("spark.master", "local[2]");
        String device = arguments.length == 2 ? arguments[1] : Device.CPU.label();
        boolean isAll = false;
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            List<ShardOutcome> outcomes = make(spark, arguments[0], device);
            outcomes.forEach(System.out::println);
            isAll = outcomes.stream().allMatch(outcome -> outcome.state() != State.FAILED);
        } catch (Arc2FaceException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        System.exit(isAll ? 0 : 1);
    }

    /**
     * @param spark the cluster
     * @param job full path of a job file
     * @param device name of the executors' device
     * @return what became of each shard, in their order; the accumulators "pictures", "accepted" and "failed shards" count meanwhile
     * @throws Arc2FaceException when the job cannot be used
     */
    static List<ShardOutcome> make(JavaSparkContext spark, String job, String device) {
        JobRun own = run(job, device);
        own.prepare(Progress.NONE);
        return handOut(spark, own.shards(), job, device);
    }

    static List<ShardOutcome> handOut(JavaSparkContext spark, int number, String job, String device) {
        LongAccumulator pictures = spark.sc().longAccumulator("pictures");
        LongAccumulator accepted = spark.sc().longAccumulator("accepted");
        LongAccumulator failed = spark.sc().longAccumulator("failed shards");
        List<Integer> shards = IntStream.range(0, number).boxed().toList();
        return spark.parallelize(shards, shards.size())
                .map(shard -> {
                    ShardOutcome outcome = run(job, device).make(shard, untilKilled(TaskContext.get()));
                    if (outcome.state() == State.DONE) {
                        pictures.add(outcome.pictures());
                        accepted.add(outcome.accepted());
                    }
                    failed.add(outcome.state() == State.FAILED ? 1 : 0);
                    return outcome;
                })
                .collect();
    }

    /** Stops a task that Spark kills, such as the slower one of two that make the same shard. */
    private static Progress untilKilled(TaskContext task) {
        return (step, fraction) -> {
            if (task.isInterrupted()) {
                throw new CancellationException("Spark killed the task.");
            }
        };
    }

    static synchronized JobRun run(String job, String device) {
        if (!(job + device).equals(runOf)) {
            Job asked = Job.read(Path.of(job));
            Device where = Labels.choose("device", Device.ALL.toArray(Device[]::new), Device::label, device);
            Settings settings = asked.settings(where);
            run = JobRun.open(Arc2Face.shared(settings), asked, System.out::println, Progress.NONE);
            runOf = job + device;
        }
        return run;
    }
}
