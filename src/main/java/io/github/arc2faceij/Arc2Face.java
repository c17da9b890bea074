package io.github.arc2faceij;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ipadapter.IpAdapterCondition;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.RuntimeEnvironment;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.PartlyCancelledException;
import io.github.arc2faceij.diffusion.Pipeline;
import io.github.arc2faceij.diffusion.PipelineRequest;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.prompt.Prompt;
import io.github.arc2faceij.engine.LoadedModel;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceQuality;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.FaceShape;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.MeasuredFace;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.onnx.CancellableOpening;
import io.github.arc2faceij.pose.FlameExpression;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.HeadFitter;
import io.github.arc2faceij.pose.HeadPoints;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.NormalMap;
import io.github.arc2faceij.pose.PosePicture;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.StartRequest;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.FaceSpaceFile;
import io.github.arc2faceij.weights.Float16Copy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one way to everything: faces in a picture, identities of faces, new pictures of an identity. A model is read when
 * it is first needed and kept until {@link #close()}. Calls from several threads queue; one that waits can be
 * cancelled.
 *
 * <pre>{@code
 * try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
 *     List<Face> faces = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
 *     Identity identity = arc2face.identify(photo, faces.get(0), Progress.NONE);
 *     int size = arc2face.pictureSize(Progress.NONE);
 *     Sampling sampling = new Sampling(4, 25, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, size, size);
 *     Generation four = arc2face.generate(new GenerationRequest(identity, "photo", sampling), Progress.NONE);
 *     FaceSpace space = arc2face.faceSpace(Optional.empty(), Progress.NONE);
 *     Identity stranger = InventedPeople.draw(space, 1, 0, List.of(), 42, Progress.NONE).people().get(0);
 *     Generation invented = arc2face.generate(new GenerationRequest(stranger, "invented", sampling), Progress.NONE);
 * }
 * }</pre>
 */
public final class Arc2Face implements AutoCloseable {

    private static final long CANCEL_POLL_MILLIS = 100;

    private static final String WAITING = "Waiting until another command is done";

    private static Settings sharedSettings;
    private static Arc2Face shared;

    private final LoadedModel model;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    /**
     * Reads nothing yet. Poses are those of the bundled head.
     *
     * @param folder the model
     * @param device where its networks run
     */
    public Arc2Face(ModelFolder folder, Device device) {
        this(folder, device, Settings.DEFAULT.headModel());
    }

    /**
     * Reads nothing yet.
     *
     * @param folder the model
     * @param device where its networks run
     * @param head what {@link io.github.arc2faceij.pose.HeadModel#open} opens
     */
    public Arc2Face(ModelFolder folder, Device device, Path head) {
        model = new LoadedModel(folder, device, head);
    }

    /**
     * The one instance that commands and macros of this ImageJ share, so that a model is loaded once. Other settings
     * close it, when its work is done, and open another.
     *
     * @param settings model and device
     * @return an instance that the caller does not close
     * @throws io.github.arc2faceij.common.Arc2FaceException when the model folder is missing or incomplete
     */
    public static synchronized Arc2Face shared(Settings settings) {
        if (shared == null || !settings.equals(sharedSettings)) {
            ModelFolder folder = settings.modelFolder();
            Path head = settings.headModel();
            releaseShared();
            shared = new Arc2Face(folder, settings.device(), head);
            sharedSettings = settings;
        }
        return shared;
    }

    /**
     * Deletes the copies in half precision of a model's weights; the shared instance is closed before, for it may read them.
     *
     * @param folder of the model
     * @throws io.github.arc2faceij.common.Arc2FaceException when one cannot be deleted
     */
    public static synchronized void deleteHalfCopies(ModelFolder folder) {
        List<Float16Copy> copies =
                folder.diffusionWeights().stream().map(Float16Copy::new).toList();
        if (copies.stream().anyMatch(Float16Copy::exists)) {
            releaseShared();
            copies.forEach(Float16Copy::delete);
        }
    }

    /** Closes the shared instance, when its work is done; the next call of {@link #shared} loads again. */
    public static synchronized void releaseShared() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    /** As {@link #releaseShared}, but leaves it to other calls when some are under way or waiting. */
    public static synchronized void releaseSharedWhenIdle() {
        if (shared != null && shared.isIdle()) {
            releaseShared();
        }
    }

    /**
     * To be called after work with what {@link #shared} gave: when options changed or memory was released meanwhile, that
     * instance is nobody's any more, and frees what it loaded after that.
     *
     * @param instance from {@link #shared}
     */
    public static void closeUnlessShared(Arc2Face instance) {
        if (!isShared(instance) && instance.isIdle()) {
            instance.close();
        }
    }

    private static synchronized boolean isShared(Arc2Face instance) {
        return instance == shared;
    }

    private boolean isIdle() {
        return !oneAtATime.isLocked() && !oneAtATime.hasQueuedThreads();
    }

    /**
     * Faces may be turned, and may fill the picture; small ones are looked for where there is no other.
     *
     * @param picture where to look
     * @param confidence smallest score of a face, 0..1
     * @param progress told of each face, and asked whether to stop
     * @return the faces, best score first; may be empty
     * @throws io.github.arc2faceij.common.Arc2FaceException when the picture or the confidence cannot be used
     * @throws CancellationException when the user asked to stop
     */
    public List<Face> detect(Picture picture, double confidence, Progress progress) {
        return detect(picture, confidence, FaceSearch.WHERE_NONE, progress);
    }

    /**
     * @param picture where to look
     * @param confidence smallest score of a face, 0..1
     * @param search whether to look for small faces
     * @param progress told of each face, and asked whether to stop
     * @return the faces, best score first; may be empty
     * @throws io.github.arc2faceij.common.Arc2FaceException when the picture or the confidence cannot be used
     * @throws CancellationException when the user asked to stop
     */
    public List<Face> detect(Picture picture, double confidence, FaceSearch search, Progress progress) {
        return exclusively(progress, () -> model.analyzer().detect(picture, confidence, search, progress));
    }

    /**
     * @param picture where the face was found
     * @param face one of {@link #detect(Picture, double, FaceSearch, Progress)}'s
     * @param progress told of it, and asked whether to stop
     * @return the face's ArcFace identity, 512 numbers of unit length
     * @throws io.github.arc2faceij.common.Arc2FaceException when the face lies outside the picture or has no identity
     * @throws CancellationException when the user asked to stop
     */
    public Identity identify(Picture picture, Face face, Progress progress) {
        return exclusively(progress, () -> model.analyzer().identify(picture, face, progress));
    }

    /**
     * @param progress asked whether to stop while another call is under way
     * @return SHA-256 of the recogniser's file, as this model's {@linkplain Identity#recogniser identities} carry it
     * @throws io.github.arc2faceij.common.Arc2FaceException when the recogniser cannot be read
     * @throws CancellationException when the user asked to stop
     */
    public String recogniser(Progress progress) {
        return exclusively(progress, () -> model.analyzer().recogniser());
    }

    /**
     * @param file a face space (.npz) that {@link FaceSpaceFile#write} made; empty for the bundled one
     * @param progress asked whether to stop while another call is under way
     * @return that space, whose people this model can draw
     * @throws io.github.arc2faceij.common.Arc2FaceException when it cannot be read, or is of another recogniser
     * @throws CancellationException when the user asked to stop
     */
    public FaceSpace faceSpace(Optional<Path> file, Progress progress) {
        FaceSpace space = file.map(FaceSpaceFile::read).orElseGet(FaceSpaceFile::bundled);
        if (!space.recogniser().equals(recogniser(progress))) {
            throw new Arc2FaceException(
                    "The " + file.map(path -> "face space \"" + path + "\"").orElse("bundled face space")
                            + " is not of the recogniser of this model, so its people would be nobody to it. Make one from photos"
                            + " with Face Space..., or choose the model that it was made with in Edit > Options > Arc2Face....");
        }
        return space;
    }

    /**
     * @param picture where the face was found
     * @param face one of {@link #detect(Picture, double, FaceSearch, Progress)}'s
     * @param progress asked whether to stop
     * @return how well the picture shows it
     * @throws io.github.arc2faceij.common.Arc2FaceException when the recogniser cannot be used
     * @throws CancellationException when the user asked to stop
     */
    public FaceQuality quality(Picture picture, Face face, Progress progress) {
        return exclusively(progress, () -> model.analyzer().quality(picture, face, progress));
    }

    /**
     * Measures a picture in which no face is small, such as a new one.
     *
     * @param picture a picture
     * @param progress told of the steps, and asked whether to stop
     * @return its largest face; empty when none is found
     * @throws io.github.arc2faceij.common.Arc2FaceException when a network cannot be used or has no answer
     * @throws CancellationException when the user asked to stop
     */
    public Optional<MeasuredFace> measure(Picture picture, Progress progress) {
        return exclusively(progress, () -> model.analyzer().measure(picture, progress));
    }

    /**
     * @param picture where the face was found
     * @param face one of {@link #detect(Picture, double, FaceSearch, Progress)}'s
     * @param progress asked whether to stop
     * @return how it is turned, and more; empty when the model has none of InsightFace's networks, which know
     * @throws io.github.arc2faceij.common.Arc2FaceException when a network cannot be used
     * @throws CancellationException when the user asked to stop
     */
    public Optional<FaceShape> shape(Picture picture, Face face, Progress progress) {
        return exclusively(progress, () -> model.analyzer().shape(picture, face, progress));
    }

    /**
     * @param adapter an IP-Adapter: full path of its file, or name of one of the model's own
     * @param progress asked whether to stop while another call is under way
     * @return whether it shows people, by their faces, and not pictures alone
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is no such file, or it is no IP-Adapter
     * @throws CancellationException when the user asked to stop
     */
    public boolean knowsFaces(Path adapter, Progress progress) {
        return exclusively(progress, () -> IpAdapterCondition.knowsFaces(model.folder(), adapter));
    }

    /**
     * @param progress asked whether to stop while another call is under way
     * @return the side of the square pictures that the model was trained with, in pixels
     * @throws io.github.arc2faceij.common.Arc2FaceException when the model cannot be read
     * @throws CancellationException when the user asked to stop
     */
    public int pictureSize(Progress progress) {
        return exclusively(progress, model::pictureSize);
    }

    /** @return what the model takes */
    public ModelKind kind() {
        return model.folder().kind();
    }

    /**
     * @param text for a prompt
     * @param progress asked whether to stop while another call is under way
     * @return what the model leaves out of it, from a word on, because its encoder reads 77 tokens; mostly nothing
     * @throws io.github.arc2faceij.common.Arc2FaceException when the tokenizer cannot be read
     * @throws CancellationException when the user asked to stop
     */
    public String cut(String text, Progress progress) {
        return exclusively(progress, () -> model.cut(text));
    }

    /**
     * @param request whose face, and how to sample
     * @param progress told of each step, and asked whether to stop
     * @return the pictures and their recipe
     * @throws io.github.arc2faceij.common.Arc2FaceException when the identity is another recogniser's, a model file is
     *     damaged, or memory does not suffice
     * @throws CancellationException when the user asked to stop
     */
    public Generation generate(GenerationRequest request, Progress progress) {
        return generateFrames(List.of(request), progress);
    }

    /**
     * Makes a sequence from the same noise: the request of each frame asks for the same sampling and conditions, and only
     * pose or identity change. Of several pictures per frame, all frames of the first one come first.
     *
     * @param frames at least one
     * @param progress told of each step over all frames, and asked whether to stop
     * @return count * frames pictures and their recipe
     * @throws io.github.arc2faceij.common.Arc2FaceException as {@link #generate}
     * @throws CancellationException when the user asked to stop
     * @throws CancelledGenerationException when the user asked to stop and some pictures are finished: whole frames, or
     *     some pictures of the first one
     * @throws IllegalArgumentException when there is no frame, or samplings or conditions differ
     */
    public Generation generateFrames(List<GenerationRequest> frames, Progress progress) {
        if (frames.stream().map(GenerationRequest::sampling).distinct().count() != 1
                || frames.stream()
                                .map(GenerationRequest::commonConditions)
                                .distinct()
                                .count()
                        != 1) {
            throw new IllegalArgumentException(
                    "frames with the same sampling and conditions but the pose are needed, not " + frames);
        }
        return exclusively(progress, () -> {
            UNetOptions options = options(frames.get(0));
            List<List<Picture>> pictures = new ArrayList<>();
            try {
                addPictures(pictures, frames, options, progress);
                return generation(pictures, frames, Optional.empty());
            } catch (CancellationException e) {
                throw cancelled(e, pictures, frames);
            } finally {
                model.done();
            }
        });
    }

    /**
     * Generates nothing.
     *
     * @param frames as for {@link #generateFrames}
     * @param progress asked whether to stop while another call is under way
     * @return the recipe that their pictures would have
     * @throws io.github.arc2faceij.common.Arc2FaceException when the model cannot be read
     * @throws CancellationException when the user asked to stop
     */
    public Recipe recipe(List<GenerationRequest> frames, Progress progress) {
        return exclusively(progress, () -> recipe(frames, Optional.empty()));
    }

    /**
     * @param points what is known of a face, 5 landmarks at least
     * @return the head that fits best
     * @throws io.github.arc2faceij.common.Arc2FaceException when no head fits, or it is turned too far
     */
    public HeadFit fitHead(HeadPoints points) {
        return new HeadFitter(model.head()).fit(points);
    }

    /**
     * @param points what is known of a face, 5 landmarks at least
     * @return its expression as the Expression Adapter takes it, 55 numbers; eyelids and a jaw turned aside stay 0
     * @throws io.github.arc2faceij.common.Arc2FaceException when no head fits, or the head in use is not FLAME's
     */
    public float[] fitExpression(HeadPoints points) {
        model.requireFlame();
        return FlameExpression.of(fitHead(points).shape());
    }

    /** @return the head of the average person with no expression */
    public HeadShape meanHead() {
        return model.head().meanShape();
    }

    /**
     * @param pose a head and how it is turned
     * @param size width and height in pixels
     * @return the picture that the pose ControlNet looks at
     */
    public Picture normalMap(PoseCondition pose, int size) {
        return normalMap(pose, size, size);
    }

    /**
     * @param pose a head and how it is turned
     * @param width in pixels
     * @param height in pixels
     * @return the picture that the pose ControlNet looks at; the head is as large as in a square of the smaller side
     */
    public Picture normalMap(PoseCondition pose, int width, int height) {
        return PosePicture.picture(model.head(), pose.shape(), pose.pose(), width, height);
    }

    /**
     * @param fit a head that lies in a picture
     * @param width of that picture in pixels
     * @param height of that picture in pixels
     * @return that head's normal map, to be laid over the picture
     */
    public Picture normalMap(HeadFit fit, int width, int height) {
        return NormalMap.render(model.head(), fit.shape(), fit.view(), width, height);
    }

    private void addPictures(
            List<List<Picture>> byFrame, List<GenerationRequest> frames, UNetOptions options, Progress progress) {
        for (GenerationRequest frame : frames) {
            double done = byFrame.size();
            Progress part = progress.part(done / frames.size(), (done + 1) / frames.size());
            requireSameRecogniser(frame);
            Pipeline pipeline = model.pipeline(options, part);
            byFrame.add(pipeline.generate(pipelineRequest(frame, part), part).pictures());
        }
    }

    private void requireSameRecogniser(GenerationRequest request) {
        List<Identity> people = new ArrayList<>();
        request.identity().ifPresent(people::add);
        request.conditions().forEach(condition -> people.addAll(condition.identities()));
        people.forEach(
                identity -> identity.requireSameRecogniser(model.analyzer().recogniser()));
    }

    /** Keeps whole frames only, so that all of the pictures run through the same ones; of the first frame, any picture. */
    private CancellationException cancelled(
            CancellationException e, List<List<Picture>> pictures, List<GenerationRequest> frames) {
        if (pictures.isEmpty() && e instanceof PartlyCancelledException partly) {
            pictures.add(partly.finished());
        }
        if (pictures.isEmpty()) {
            return e;
        }
        int finished = pictures.size() * pictures.get(0).size();
        List<GenerationRequest> begun = frames.subList(0, pictures.size());
        return new CancelledGenerationException(generation(pictures, begun, Optional.of(finished)));
    }

    private Generation generation(
            List<List<Picture>> pictures, List<GenerationRequest> frames, Optional<Integer> finished) {
        return new Generation(interleaved(pictures), recipe(frames, finished));
    }

    private Recipe recipe(List<GenerationRequest> frames, Optional<Integer> finished) {
        String runtime = RuntimeEnvironment.get().getVersion();
        return Recipe.of(frames, model, model.fingerprint(), runtime, finished);
    }

    private UNetOptions options(GenerationRequest request) {
        requireSubject(request);
        UNetOptions options = UNetOptions.NONE;
        for (Condition condition : request.allConditions()) {
            options = condition.addTo(options, model.folder());
        }
        return options;
    }

    private void requireSubject(GenerationRequest request) {
        ModelFolder folder = model.folder();
        boolean nothingElse = request.conditions().stream()
                .allMatch(condition -> condition.subject().isEmpty());
        if (folder.kind() == ModelKind.FACESTUDIO && request.identity().isEmpty() && nothingElse) {
            throw new Arc2FaceException(
                    "There is nothing to draw: no person, no style picture and no prompt are given. Open"
                            + " a photo with a face, or give style or prompt.");
        }
        if (!folder.kind().takesIdentity() && nothingElse) {
            throw new Arc2FaceException("The model " + folder.name() + " is of the kind "
                    + folder.kind().label()
                    + ": it draws what a text says or an IP-Adapter shows, and no person by the identity alone. Give a"
                    + " prompt or an IP-Adapter, or choose an Arc2Face model in Edit > Options > Arc2Face....");
        }
    }

    private PipelineRequest pipelineRequest(GenerationRequest request, Progress progress) {
        PipelineRequest wanted = new PipelineRequest(prompt(request), request.sampling());
        for (Condition condition : request.allConditions()) {
            Optional<Conditioning> opened = condition.open(model, request.sampling(), progress);
            wanted = opened.map(wanted::with).orElse(wanted);
        }
        return request.start().map(StartRequest::picture).map(wanted::withStart).orElse(wanted);
    }

    private Prompt prompt(GenerationRequest request) {
        Prompt prompt = model.prompt(request.face());
        for (Condition condition : request.allConditions()) {
            prompt = condition.prompt(prompt);
        }
        return prompt;
    }

    private static List<Picture> interleaved(List<List<Picture>> byFrame) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < byFrame.get(0).size(); i++) {
            for (List<Picture> frame : byFrame) {
                pictures.add(frame.get(i));
            }
        }
        return pictures;
    }

    /** Waits for work under way, then frees the networks. A later call loads them again. */
    @Override
    public void close() {
        exclusively(Progress.NONE, () -> {
            model.close();
            return null;
        });
    }

    private <T> T exclusively(Progress progress, Supplier<T> work) {
        waitForTurn(progress);
        try {
            return CancellableOpening.by(progress, work);
        } finally {
            oneAtATime.unlock();
        }
    }

    private void waitForTurn(Progress progress) {
        try {
            while (!oneAtATime.tryLock(CANCEL_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.report(WAITING, 0);
                progress.checkCancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
