package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.CancelledGenerationException;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.commands.keys.IdentifiedFace;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.keys.PlaceList;
import io.github.arc2faceij.commands.keys.SpaceKey;
import io.github.arc2faceij.commands.result.GeneratedStack;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.Speed;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.image.ImageJProgress;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.PictureSize;
import io.github.arc2faceij.request.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * What the commands that make pictures have in common: whose face, how to sample, and one RGB stack per face. What they
 * differ in is the {@link #frames} of a face.
 */
abstract class GeneratingCommand extends FaceCommand {

    private static final int MAX_FRAMES = 1000;

    /** Nobody gave steps or guidance: those of the sampler and the model are meant. */
    private static final int USUAL_STEPS = Integer.MIN_VALUE;

    private static final double USUAL_GUIDANCE = Double.NEGATIVE_INFINITY;

    /** Nobody gave a sampler: that of the model is meant. */
    private static final String USUAL_SAMPLER = "";

    /** Finding the faces takes about this share of the time. */
    private static final double FACES_SHARE = 0.05;

    @Parameter(
            label = "Pictures",
            description = "How many pictures to make of each face, 1 to 1000.",
            min = "1",
            max = "1000",
            callback = "tellOutlook",
            persist = false)
    private int count = 4;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading", required = false, persist = false)
    private final String samplingHeading = "<html><b>Sampling</b></html>";

    @Parameter(
            label = "Steps",
            description = "Denoising steps, 1 to 999. 25 are usual, and 4 for LCM. A macro that gives no steps"
                    + " gets this number. More steps take longer and change little.",
            initializer = "takeUsual",
            min = "1",
            max = "999",
            callback = "tellOutlook",
            persist = false)
    private int steps = USUAL_STEPS;

    @Parameter(
            label = "Guidance",
            description = "How strongly to follow the identity or the text, 0 to 30. 3 is usual for Arc2Face, 7.5 for"
                    + " Stable Diffusion, and 1 for LCM. A macro"
                    + " that gives no guidance gets this number. Up to 1 there is no guidance, and the work"
                    + " is half. Much higher numbers make the colours too strong.",
            initializer = "takeUsual",
            style = "slider,format:0.0",
            min = "0",
            max = "30",
            stepSize = "0.5",
            callback = "tellOutlook",
            persist = false)
    private double guidance = USUAL_GUIDANCE;

    @Parameter(
            label = "Sampler",
            description = "The method that turns noise into a picture. The authors of Arc2Face use DPM++ 2M, those of"
                    + " FaceStudio Euler a. A macro that gives no sampler gets the one for its model."
                    + " LCM is fast and adds the model's LCM-LoRA. The bundled model has one; for other"
                    + " models you install it. If steps and guidance have their usual values, they change"
                    + " with the sampler.",
            choices = {"DPM++ 2M", "DPM++ 2M Karras", "Euler a", "Euler", "DDIM", "LCM", "UniPC"},
            initializer = "takeUsual",
            callback = "followSampler",
            persist = false)
    private String sampler = USUAL_SAMPLER;

    @Parameter(
            label = "Seed",
            description = "Number of the noise, 0 or more. The same seed and the same settings give the same pictures.",
            min = "0",
            persist = false)
    private long seed = 42;

    @Parameter(
            label = "Noise",
            description = "Which generator of torch the seed belongs to: that of the CPU or that of CUDA.",
            choices = {"torch CPU", "torch CUDA"},
            attrs = @Attr(name = "folded", value = "Noise"),
            persist = false)
    private String noise = Noise.CPU.label();

    @Parameter(
            label = "Generators",
            description = "One per picture: the first picture has the seed, the next one seed + 1, and so on. A"
                    + " picture does not change with the number of pictures. Diffusers does this with a"
                    + " list of generators. One for all: all pictures share one stream of noise, so they"
                    + " change with the number of pictures. Diffusers does this with a single generator.",
            choices = {"One per picture", "One for all"},
            attrs = @Attr(name = "folded", value = "Noise"),
            persist = false)
    private String generators = Generators.PER_PICTURE.label();

    @Parameter(
            label = "Speed",
            description = "Exact makes the same pictures as the reference program. The other two are faster,"
                    + " and their pictures are a little different (measured with the bundled model and 25"
                    + " steps). Guidance interval takes 0.87 of the time. It has no guidance in the last"
                    + " steps: 37 dB to the exact pictures, cosine of identities 0.93. Skip deep blocks"
                    + " takes 0.53 of the time. It runs the whole network only in every third step: 36 dB,"
                    + " cosine 0.97. It needs at least 10 steps.",
            choices = {"Exact", "Guidance interval", "Skip deep blocks"},
            callback = "tellOutlook",
            persist = false)
    private String speed = Speed.EXACT.label();

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String sizeHeading = "<html><b>Size</b></html>";

    @Parameter(
            label = "Width",
            description = "Pixels: a multiple of 64 up to 1024, or 0 for the model's own size. A model draws"
                    + " best at its own size. Four times as many pixels take more than four times as long.",
            min = "0",
            max = "1024",
            stepSize = "64",
            callback = "tellOutlook",
            persist = false)
    private int width;

    @Parameter(
            label = "Height",
            description = "Pixels: a multiple of 64 up to 1024, or 0 for the model's own size.",
            min = "0",
            max = "1024",
            stepSize = "64",
            callback = "tellOutlook",
            persist = false)
    private int height;

    @Parameter(visibility = ItemVisibility.MESSAGE, initializer = "tellOutlook", required = false, persist = false)
    private String outlook = "";

    @Parameter(label = "Pictures", type = ItemIO.OUTPUT)
    private ImagePlus pictures;

    /** The sampler whose usual steps and guidance a dialog shows, unless the user edited them. */
    private SamplerType followed = SamplerType.DPMPP_2M;

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

    /** Called before a dialog opens, and before a macro or script runs: what they leave out is usual for sampler and model. */
    void takeUsual() {
        if (USUAL_SAMPLER.equals(sampler)) {
            followed = SamplerType.usual(kind());
            sampler = followed.label();
        }
        if (SamplerType.isLabel(sampler)) {
            SamplerType type = SamplerType.byLabel(sampler);
            steps = steps == USUAL_STEPS ? type.usualSteps() : steps;
            guidance = guidance == USUAL_GUIDANCE ? type.usualGuidance(kind()) : guidance;
        }
    }

    /** Called by dialogs when another sampler is chosen: what is usual for the one becomes what is usual for the other. */
    void followSampler() {
        SamplerType chosen = SamplerType.byLabel(sampler);
        steps = steps == followed.usualSteps() ? chosen.usualSteps() : steps;
        ModelKind kind = kind();
        guidance = guidance == followed.usualGuidance(kind) ? chosen.usualGuidance(kind) : guidance;
        followed = chosen;
        tellOutlook();
    }

    /** @return that of the model of the options; Arc2Face where there is none, which is said when the command runs */
    private ModelKind kind() {
        try {
            return Arc2FaceOptions.load(context()).settings().modelFolder().kind();
        } catch (Arc2FaceException e) {
            return ModelKind.ARC2FACE;
        }
    }

    /** Called by dialogs: where the pictures will be made, and how long it will take as far as that was measured. */
    void tellOutlook() {
        try {
            Settings settings = Arc2FaceOptions.load(context()).settings();
            int own = settings.pictureSize();
            Sampling sampling = sampling(own);
            OptionalDouble seconds = new StepTimes(context(), settings).estimate(sampling, frameCount());
            outlook = String.format(
                    Locale.ROOT,
                    "%s, %s, %d x %d pixels: %s",
                    settings.device().description(),
                    settings.modelFolder().name(),
                    sampling.width(),
                    sampling.height(),
                    seconds.isPresent() ? ImageJProgress.about(seconds.getAsDouble()) : "time not measured yet");
        } catch (Arc2FaceException e) {
            outlook = e.getMessage();
        }
    }

    /** @return how many frames a sequence has */
    int frameCount() {
        return 1;
    }

    /** @return how many pictures of each face and frame are asked for */
    final int count() {
        return count;
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

    /**
     * @param arc2face the model
     * @param progress asked whether to stop
     * @return what the keys say about sampling
     * @throws Arc2FaceException when one cannot be used
     */
    final Sampling sampling(Arc2Face arc2face, Progress progress) {
        return sampling(arc2face.pictureSize(progress));
    }

    private Sampling sampling(int own) {
        takeUsual();
        SamplerType samplerType = SamplerType.byLabel(sampler);
        Noise noiseType = Noise.byLabel(noise);
        PictureSize size = PictureSize.of(width, height, own);
        Speed chosen = Speed.byLabel(speed);
        Generators streams = Generators.byLabel(generators);
        return new Sampling(
                count, steps, guidance, samplerType, seed, noiseType, size.width(), size.height(), chosen, streams);
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
