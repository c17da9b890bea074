package io.github.arc2faceij.spark;

import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Kills the first task that an executor reports to be at work; prints what became of all tasks. */
public final class TaskKiller extends SparkListener {

    /** Done when the task is killed. */
    final CompletableFuture<Void> killed = new CompletableFuture<>();

    private boolean isAimed;

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        if (!isAimed && !update.accumUpdates().isEmpty()) {
            isAimed = true;
            SparkContext spark = SparkContext.getOrCreate();
            spark.killTaskAttempt((long) update.accumUpdates().head()._1(), false, "by a test");
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        System.out.println("Task " + end.taskInfo().index() + (end.taskInfo().speculative() ? ", speculative" : "")
                + ": " + end.reason());
        if (end.reason() instanceof TaskKilled) {
            killed.complete(null);
        }
    }
}
