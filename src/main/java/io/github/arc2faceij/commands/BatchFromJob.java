package io.github.arc2faceij.commands;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.result.BatchTable;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.job.Job;
import io.github.arc2faceij.job.JobRun;
import io.github.arc2faceij.job.Part;
import io.github.arc2faceij.job.ShardOutcome;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Makes a data set as a job file describes it, and a table of its shards; goes on where it was stopped. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Batch from Job...",
        description = "Make a data set of many people as a job file describes it. The pictures are written to files."
                + " A run that was stopped goes on where it was.",
        headless = true)
public class BatchFromJob extends CancellableCommand {

    private static final String TABLE = "Arc2Face Job";

    @Parameter(
            label = "Job file",
            description = "Full path of a .json file. The page scale.md of the documentation tells what may"
                    + " stand there. The job names the model; the device is that of the options.",
            style = FileWidget.OPEN_STYLE,
            persist = false)
    private String job = "";

    @Parameter(
            label = "Shards",
            description = "Which part of the shards to make: 3/16 is the third of sixteen parts, for several"
                    + " computers at the same job. Leave it empty for all shards.",
            required = false,
            persist = false)
    private String shards = "";

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Progress progress) {
        Job asked = Job.read(SavePath.full(job));
        Part part = Part.of(shards);
        Arc2FaceOptions options = Arc2FaceOptions.load(context());
        Settings settings = asked.settings(options.settings().device());
        Arc2Face arc2face = Arc2Face.shared(settings);
        try {
            JobRun run = JobRun.open(arc2face, asked, IJ::log, progress.part(0, 0));
            IJ.log(run.plan());
            run.prepare(progress.part(0, 0));
            BatchTable rows = new BatchTable(asked.folder().resolve(TABLE + ".csv"));
            run.run(part, outcome -> rows.add(row(outcome)), progress);
            table = rows.table();
            table.show(TABLE);
            IJ.log(rows.summary());
        } finally {
            Arc2Face.closeUnlessShared(arc2face);
            options.releaseMemoryIfWanted();
        }
    }

    private static BatchTable.Row row(ShardOutcome outcome) {
        BatchTable.State state =
                switch (outcome.state()) {
                    case DONE -> BatchTable.State.DONE;
                    case BEFORE -> BatchTable.State.BEFORE;
                    case FAILED -> BatchTable.State.FAILED;
                };
        return new BatchTable.Row(
                outcome.name(), 0, state, outcome.accepted(), outcome.seconds(), outcome.name(), outcome.message());
    }
}
