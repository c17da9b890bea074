package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.job.ShardOutcome.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Makes shards that are not finished. Several processes may make the same one at once: what they write is the same.
 *
 * @param folder of the data set
 * @param shards how pictures are cut into shards
 * @param pictures makes them
 */
record ShardMaker(JobFolder folder, Shards shards, Pictures pictures) {

    private static final String ADVICE =
            ". Check that the folder is there and that the disk has room. Then run the job again: what is finished stays.";

    /** Makes pictures by their numbers, and by nothing else. */
    @FunctionalInterface
    interface Pictures {

        /**
         * @param picture its number, from 0
         * @param progress told of each step, and asked whether to stop
         * @return that picture
         */
        Made make(int picture, Progress progress);
    }

    /** The same shards, their pictures by others. */
    ShardMaker with(Pictures others) {
        return new ShardMaker(folder, shards, others);
    }

    /**
     * A picture that came out.
     *
     * @param row what is known of it
     * @param bytes of its file
     * @param identity of its largest face, if it has one
     */
    record Made(PictureRow row, byte[] bytes, Optional<Identity> identity) {}

    /**
     * @param shard from 0
     * @param progress told of each picture, and asked whether to stop
     * @return what became of it; what goes wrong is a sentence in it
     * @throws CancellationException when the user asked to stop
     */
    ShardOutcome make(int shard, Progress progress) {
        long start = System.nanoTime();
        Optional<String> damage = folder.has(shard) ? folder.damage(shard, shards.size(shard)) : Optional.empty();
        try {
            if (folder.has(shard) && damage.isEmpty()) {
                List<PictureRow> rows = folder.rows(shard);
                folder.removeParts(shard, rows);
                return outcome(shard, State.BEFORE, JobFolder.accepted(rows).size(), start, "");
            }
            int accepted = write(shard, progress);
            String again = damage.map(clause -> "It was made again, because " + clause + ".")
                    .orElse("");
            return outcome(shard, State.DONE, accepted, start, again);
        } catch (IOException e) {
            return folder.has(shard) && folder.damage(shard, shards.size(shard)).isEmpty()
                    ? outcome(shard, State.BEFORE, 0, start, "") // another process was faster
                    : outcome(
                            shard,
                            State.FAILED,
                            0,
                            start,
                            "Cannot write into \"" + folder.path() + "\" (" + CompleteFile.reason(e) + ")" + ADVICE);
        } catch (Arc2FaceException e) {
            return outcome(shard, State.FAILED, 0, start, e.getMessage());
        }
    }

    private int write(int shard, Progress progress) throws IOException {
        int size = shards.size(shard);
        List<PictureRow> rows = new ArrayList<>();
        List<Identity> identities = new ArrayList<>();
        folder.pictures().write(shard, accepted -> {
            for (int i = 0; i < size; i++) {
                Progress share = progress.part((double) i / size, (i + 1.0) / size);
                share.report(ShardPictures.name(shard) + ", picture " + (i + 1) + "/" + size, 0);
                Made made = pictures.make(shards.first(shard) + i, share);
                rows.add(made.row);
                if (made.row.accepted()) {
                    accepted.accept(made.row, made.bytes);
                    made.identity.ifPresent(identities::add);
                }
            }
        });
        if (!identities.isEmpty()) {
            IdentityFile.write(folder.identities(shard), identities);
        }
        folder.finish(shard, rows);
        return JobFolder.accepted(rows).size();
    }

    private ShardOutcome outcome(int shard, State state, int accepted, long start, String message) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new ShardOutcome(shard, state, shards.size(shard), accepted, seconds, message);
    }
}
