package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.IdentityFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What the shards of a job have become together. No network is needed. */
public final class DataSet {

    private final JobFolder folder;
    private final Shards shards;

    private DataSet(JobFolder folder, Shards shards) {
        this.folder = folder;
        this.shards = shards;
    }

    /**
     * @param job of which shards were made
     * @return its data set
     * @throws Arc2FaceException when none was made yet
     */
    public static DataSet of(Job job) {
        JobFolder folder = JobFolder.of(job);
        Path people = folder.path().resolve("people.npy");
        if (!Files.isRegularFile(people)) {
            throw new Arc2FaceException("The folder \"" + folder.path() + "\" has no data set yet. Run the job first.");
        }
        int pictures = Math.multiplyExact(count(people), job.pictures());
        return new DataSet(folder, new Shards(pictures, job.output().shard()));
    }

    private static int count(Path people) {
        try {
            return IdentityFile.read(people).size();
        } catch (Arc2FaceException e) {
            throw new Arc2FaceException(
                    e.getMessage() + " Delete that file and run the job again: it is written anew.", e);
        }
    }

    /**
     * Reads all pictures. When none is missing or damaged, the manifests become one, {@code manifest.csv}.
     *
     * @param notes told of shards that are missing or damaged, and at the end of the manifest; a sentence each
     * @param progress told of each shard, and asked whether to stop
     * @return whether the data set is complete
     * @throws Arc2FaceException when the manifest cannot be written
     */
    public boolean merge(Consumer<String> notes, Progress progress) {
        int wrong = 0;
        for (int shard = 0; shard < shards.number(); shard++) {
            progress.report("Checking " + ShardPictures.name(shard), (double) shard / shards.number());
            Optional<String> reason =
                    folder.has(shard) ? folder.damage(shard, shards.size(shard)) : Optional.of("it is not made yet");
            if (reason.isPresent()) {
                wrong++;
                notes.accept(ShardPictures.name(shard) + " does not count: " + reason.get() + ".");
            }
        }
        if (wrong > 0) {
            notes.accept("Of " + Counted.of(shards.number(), "shard", "shards") + ", " + Counted.of(wrong, "is", "are")
                    + " missing or damaged. Run the job again: it makes no others.");
            return false;
        }
        Path manifest = folder.path().resolve("manifest.csv");
        try {
            write(manifest);
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot write \"" + manifest + "\" (" + CompleteFile.reason(e) + "). Check that the disk has room.",
                    e);
        }
        notes.accept("The data set of " + Counted.of(shards.number(), "shard", "shards") + " is complete: see \""
                + manifest + "\".");
        return true;
    }

    private void write(Path manifest) throws IOException {
        FlushedFile.write(manifest, out -> {
            out.write(PictureRow.header().getBytes(StandardCharsets.UTF_8));
            for (int shard = 0; shard < shards.number(); shard++) {
                for (PictureRow row : folder.rows(shard)) {
                    out.write(row.line().getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    /**
     * Writes {@code report.html}: what was asked for and what came out, of the shards that are finished.
     *
     * @param progress told of each shard, and asked whether to stop
     * @return the page
     * @throws Arc2FaceException when no shard is finished, or a file cannot be read or written
     */
    public Path report(Progress progress) {
        ReportData data = ReportData.read(folder, shards, progress);
        Path page = folder.path().resolve("report.html");
        CompleteFile.write(page, ReportPage.html(data).getBytes(StandardCharsets.UTF_8));
        return page;
    }
}
