package io.github.arc2faceij.job;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.job.ShardOutcome.State;
import io.github.arc2faceij.models.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a job's shards. A shard is a pure function of the job: whoever makes it, and when, its pictures are the same ones.
 * Until it is finished nothing of it counts, and a finished one is not made again unless it is damaged.
 *
 * <pre>{@code
 * Job job = Job.read(Path.of("job.json"));
 * Settings made = job.settings(Device.CPU);
 * try (Arc2Face arc2face = new Arc2Face(made.modelFolder(), made.device(), made.headModel())) {
 *     JobRun run = JobRun.open(arc2face, job, System.out::println, Progress.NONE);
 *     run.run(Part.of("3/16"), System.out::println, Progress.NONE);
 * }
 * }</pre>
 */
public final class JobRun {

    private final Job job;
    private final PictureMaker maker;
    private final ShardMaker shards;

    private JobRun(Job job, PictureMaker maker) {
        this.job = job;
        this.maker = maker;
        this.shards = new ShardMaker(
                JobFolder.of(job), new Shards(maker.count(), job.output().shard()), maker);
    }

    /**
     * Finds the people, and writes nothing.
     *
     * @param arc2face the model that the job names
     * @param job what is to be made
     * @param notes told of photos that are left out, a sentence each
     * @param progress told of it, and asked whether to stop
     * @return what makes the shards
     * @throws Arc2FaceException when the people cannot be found, or they or the conditions do not fit the model
     * @throws CancellationException when the user asked to stop
     */
    public static JobRun open(Arc2Face arc2face, Job job, Consumer<String> notes, Progress progress) {
        ModelFolder folder = job.settings(Device.CPU).modelFolder();
        if (!folder.kind().takesIdentity()) {
            throw new Arc2FaceException("The model " + folder.name() + " is of the kind "
                    + folder.kind().label() + ", which draws no person by the identity alone. Give the job an Arc2Face"
                    + " model, or one of FaceStudio's form.");
        }
        List<People.Person> people = job.people().find(arc2face, notes, progress);
        String recogniser = arc2face.recogniser(progress);
        people.forEach(person -> person.identity().requireSameRecogniser(recogniser));
        long count = (long) people.size() * job.pictures();
        long last = job.seed() + count * job.acceptance().tries();
        if (count > Integer.MAX_VALUE || last > job.sampling().noise().maxSeed()) {
            throw new Arc2FaceException(Counted.of(people.size(), "person", "people") + ", "
                    + Counted.of(job.pictures(), "picture", "pictures") + " of each and "
                    + Counted.of(job.acceptance().tries(), "try", "tries")
                    + " are too many for one job: every try has a seed of its own."
                    + " Make several jobs.");
        }
        PictureMaker maker = new PictureMaker(arc2face, job, people, arc2face.pictureSize(progress));
        maker.conditions(0).forEach(condition -> condition.addTo(UNetOptions.NONE, folder));
        return new JobRun(job, maker);
    }

    /** @return how many shards there are */
    public int shards() {
        return shards.shards().number();
    }

    /** @return a sentence: how many people, pictures and shards, and how many shards are finished */
    public String plan() {
        long finished =
                IntStream.range(0, shards()).filter(shards.folder()::has).count();
        return Counted.of(maker.people().size(), "person", "people") + ", "
                + Counted.of(maker.count(), "picture", "pictures") + ", " + Counted.of(shards(), "shard", "shards")
                + " of "
                + job.output().shard() + ", " + finished + " of them finished in \"" + job.folder() + "\".";
    }

    /**
     * Makes the shards of a part that are not finished. When one fails, the next one follows.
     *
     * @param part which shards
     * @param outcomes told of each of them
     * @param progress told of each picture, and asked whether to stop; what is finished stays
     * @return whether all of them are finished
     * @throws Arc2FaceException when the output folder cannot be used
     * @throws CancellationException when the user asked to stop
     */
    public boolean run(Part part, Consumer<ShardOutcome> outcomes, Progress progress) {
        prepare(progress);
        boolean isAll = true;
        for (int shard = 0; shard < shards(); shard++) {
            if (part.has(shard)) {
                Progress share = progress.part((double) shard / shards(), (shard + 1.0) / shards());
                ShardOutcome outcome = make(shard, share);
                outcomes.accept(outcome);
                isAll &= outcome.state() != State.FAILED;
            }
        }
        return isAll;
    }

    /**
     * Makes the shards of a part that are not finished on several cards at once.
     *
     * @param part which shards
     * @param others models on the further cards
     * @param outcomes told of each shard, by several threads
     * @return whether all of them are finished
     * @throws Arc2FaceException when the output folder cannot be used
     */
    boolean run(Part part, List<Arc2Face> others, Consumer<ShardOutcome> outcomes) {
        prepare(Progress.NONE);
        Stream<ShardMaker> further = others.stream().map(maker::on).map(other -> shards.with(other));
        List<Integer> open =
                IntStream.range(0, shards()).filter(part::has).boxed().toList();
        return Cards.make(Stream.concat(Stream.of(shards), further).toList(), open, outcomes);
    }

    /**
     * Makes the output folder ready, if it is not: it gets the file job.json and the identities that are asked for.
     *
     * @param progress asked whether to stop
     * @throws Arc2FaceException when it cannot be used, or has pictures of another job
     * @throws CancellationException when the user asked to stop
     */
    public void prepare(Progress progress) {
        List<Identity> identities =
                maker.people().stream().map(People.Person::identity).toList();
        String model = maker.arc2face()
                .recipe(List.of(maker.request(0, 1, List.of())), progress)
                .modelFingerprint();
        shards.folder().take(job, model, identities);
        Path people = job.folder().resolve("people.npy");
        if (!Files.exists(people)) {
            IdentityFile.write(people, identities);
        }
    }

    /**
     * Makes one shard in a folder that is {@linkplain #prepare prepared}. Several processes may make the same one at once.
     *
     * @param shard from 0
     * @param progress told of each picture, and asked whether to stop
     * @return what became of it; what goes wrong is a sentence in it
     * @throws CancellationException when the user asked to stop
     */
    public ShardOutcome make(int shard, Progress progress) {
        return shards.make(shard, progress);
    }
}
