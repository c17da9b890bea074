package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.CancelledGenerationException;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.commands.keys.IdentifiedFace;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.keys.PlaceList;
import io.github.arc2faceij.commands.keys.SpaceKey;
import io.github.arc2faceij.commands.result.GeneratedStack;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

/**
 * What the commands that make pictures have in common: from the chosen faces to one RGB stack per face. What they
 * differ in is the {@link #frames} of a face.
 */
abstract class GeneratingCommand extends SamplingCommand {

    private static final int MAX_FRAMES = 1000;

    /** Finding the faces takes about this share of the time. */
    private static final double FACES_SHARE = 0.05;

    @Parameter(label = "Pictures", type = ItemIO.OUTPUT)
    private ImagePlus pictures;

    /**
     * Says what pictures of a person are wanted. Nothing is generated before this has succeeded for all faces.
     *
     * @param arc2face the model of the options
     * @param plain that person, of whom no more than the identity is known
     * @param progress of this part
     * @return a request for each frame of a sequence, or one
     */
    protected abstract List<GenerationRequest> frames(Arc2Face arc2face, GenerationRequest plain, Progress progress);

    /**
     * Says what pictures of a face on a photo are wanted.
     *
     * @param arc2face the model of the options
     * @param photo where the face was found
     * @param person the face
     * @param plain that person in any pose
     * @param progress of this part
     * @return a request for each frame of a sequence, or one
     */
    protected List<GenerationRequest> frames(
            Arc2Face arc2face, Photo photo, IdentifiedFace person, GenerationRequest plain, Progress progress) {
        return frames(arc2face, plain, progress);
    }

    /**
     * @param arc2face the model of the options
     * @param frames of a face
     * @param progress told of each step
     * @return their pictures
     */
    Generation generation(Arc2Face arc2face, List<GenerationRequest> frames, Progress progress) {
        return arc2face.generateFrames(frames, progress);
    }

    /**
     * Called when all pictures are made, for what else is to be shown.
     *
     * @param arc2face the model of the options
     * @param faces the frames of each face
     * @param stacks the pictures of each face
     * @param progress asked whether to stop
     */
    protected void generated(
            Arc2Face arc2face, List<List<GenerationRequest>> faces, List<ImagePlus> stacks, Progress progress) {}

    /**
     * @param arc2face the model of the options
     * @param photo the command's own
     * @param sampling what the pictures are to be like
     * @param progress asked whether to stop
     * @return what the keys say that all pictures are to follow
     * @throws Arc2FaceException when something cannot be found
     */
    abstract List<Condition> conditions(Arc2Face arc2face, Supplier<Photo> photo, Sampling sampling, Progress progress);

    /**
     * @param arc2face the model of the options
     * @param sampling what the pictures are to be like
     * @param progress asked whether to stop
     * @return what the keys say that they start from, if not from noise alone
     * @throws Arc2FaceException when it cannot be found
     */
    abstract Optional<StartRequest> start(Arc2Face arc2face, Sampling sampling, Progress progress);

    /** @return whether the keys say that the sampler LCM needs no LoRA */
    abstract boolean isDistilled();

    /** @return which people the keys name in place of the faces on the photo, as {@link OtherIdentity#find} takes them */
    String people() {
        return "";
    }

    private boolean namesPeople() {
        return !PlaceList.of(people()).isEmpty();
    }

    /**
     * @param frames how many a sequence is to have
     * @throws Arc2FaceException when it is not 1..1000
     */
    static void checkFrames(int frames) {
        if (frames < 1 || frames > MAX_FRAMES) {
            throw new Arc2FaceException("The number of frames cannot be " + frames + ". Give 1 to " + MAX_FRAMES + ".");
        }
    }

    @Override
    protected void perform(Arc2Face arc2face, Progress progress) {
        List<List<GenerationRequest>> wanted = requests(arc2face, this::photo, progress.part(0, FACES_SHARE));
        List<ImagePlus> stacks = stacks(arc2face, wanted, progress.part(FACES_SHARE, 1));
        pictures = stacks.get(0);
        stacks.stream().skip(1).forEach(Windows::open);
        generated(arc2face, wanted, stacks, progress);
    }

    /**
     * @param arc2face the model
     * @param photos gives the photo whose faces are meant, if the model draws people by their faces
     * @param progress told of them
     * @return per chosen face, what the keys ask for: a request for each frame
     * @throws Arc2FaceException when a key cannot be used or no such face is found
     */
    final List<List<GenerationRequest>> requests(Arc2Face arc2face, Supplier<Photo> photos, Progress progress) {
        FaceChoice choice = faceChoice();
        Sampling sampling = sampling(arc2face, progress);
        List<Condition> conditions = conditions(arc2face, photos, sampling, progress);
        Optional<StartRequest> start = start(arc2face, sampling, progress);
        if (namesPeople()) {
            List<OtherIdentity> people = SpaceKey.people(people(), arc2face, progress);
            return ofPeople(arc2face, people, sampling, conditions, start, progress);
        }
        boolean mayBeNobody = arc2face.kind() == ModelKind.FACESTUDIO;
        List<List<GenerationRequest>> wanted = new ArrayList<>();
        if (isOfFaces(arc2face) && !(mayBeNobody && image() == null)) {
            Photo photo = photos.get();
            for (IdentifiedFace person :
                    IdentifiedFace.find(arc2face, photo, choice, search(), mayBeNobody, progress)) {
                GenerationRequest plain = adapted(person.request(sampling, search()), conditions, start);
                wanted.add(frames(arc2face, photo, person, plain, progress.part(1, 1)));
            }
        }
        if (wanted.isEmpty()) {
            GenerationRequest plain = adapted(GenerationRequest.ofNobody(sampling), conditions, start);
            wanted.add(frames(arc2face, plain, progress.part(1, 1)));
        }
        return wanted;
    }

    private List<List<GenerationRequest>> ofPeople(
            Arc2Face arc2face,
            List<OtherIdentity> people,
            Sampling sampling,
            List<Condition> conditions,
            Optional<StartRequest> start,
            Progress progress) {
        if (!isOfFaces(arc2face)) {
            throw new Arc2FaceException(
                    "This model draws what a text says, and nobody by a saved identity. Leave the key"
                            + " people empty, or choose an Arc2Face model in Edit > Options > Arc2Face....");
        }
        List<List<GenerationRequest>> wanted = new ArrayList<>();
        for (OtherIdentity person : people) {
            GenerationRequest plain = new GenerationRequest(person.identity(), person.source(), sampling);
            wanted.add(frames(arc2face, adapted(plain, conditions, start), progress.part(1, 1)));
        }
        return wanted;
    }

    /**
     * @param arc2face the model
     * @return whether the pictures are those of the chosen faces on the photo
     */
    boolean isOfFaces(Arc2Face arc2face) {
        return arc2face.kind().takesIdentity();
    }

    private GenerationRequest adapted(
            GenerationRequest plain, List<Condition> conditions, Optional<StartRequest> start) {
        GenerationRequest conditioned = plain.withConditions(conditions);
        GenerationRequest adapted = start.map(conditioned::withStart).orElse(conditioned);
        return isDistilled() ? adapted.ofDistilledModel() : adapted;
    }

    private List<ImagePlus> stacks(Arc2Face arc2face, List<List<GenerationRequest>> faces, Progress progress) {
        List<ImagePlus> stacks = new ArrayList<>();
        try {
            for (List<GenerationRequest> frames : faces) {
                double each = 1.0 / faces.size();
                Progress part = progress.part(stacks.size() * each, (stacks.size() + 1) * each);
                boolean isOnlyFace =
                        faces.size() == 1 && frames.get(0).identity().isPresent() && !namesPeople();
                String person = isOnlyFace ? image().getTitle() : frames.get(0).subject();
                stacks.add(stack(arc2face, person, frames, part));
            }
            return stacks;
        } catch (CancellationException e) {
            stacks.forEach(Windows::open);
            throw e;
        }
    }

    private ImagePlus stack(Arc2Face arc2face, String person, List<GenerationRequest> frames, Progress progress) {
        StepClock clock = new StepClock(progress, System::nanoTime);
        try {
            ImagePlus stack = GeneratedStack.of(person, generation(arc2face, frames, clock));
            StepTimes times =
                    new StepTimes(context(), Arc2FaceOptions.load(context()).settings());
            clock.secondsPerStep()
                    .ifPresent(seconds -> times.remember(frames.get(0).sampling(), seconds));
            return stack;
        } catch (CancelledGenerationException e) {
            Windows.open(GeneratedStack.of(person, e.finished()));
            throw e;
        }
    }
}
