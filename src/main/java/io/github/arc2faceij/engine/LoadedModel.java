package io.github.arc2faceij.engine;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FileHashes;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Pipeline;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.prompt.IdentityPrompt;
import io.github.arc2faceij.diffusion.prompt.Prompt;
import io.github.arc2faceij.diffusion.prompt.TextPrompt;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.HeadModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The networks of one model folder on one device, each opened when it is first needed. One that cannot be opened leaves
 * nothing behind: the next call tries again, for the user may have mended the file.
 */
public final class LoadedModel implements Networks, AutoCloseable {

    private final ModelFolder folder;
    private final Device device;
    private final FaceAnalyzer analyzer;
    private final OpenNetworks kept = new OpenNetworks();
    private final OpenNetworks untilDone = new OpenNetworks();
    private final FileHashes hashes = new FileHashes();
    private final AdaptedUNet unet;
    private final AdaptedEncoder encoder;
    private Surroundings surroundings;
    private String fingerprint;
    private final Path headPath;
    private HeadModel head;

    /** What all pipelines of the model share. */
    private record Surroundings(Vae vae, Schedule schedule) {}

    /**
     * Opens nothing yet.
     *
     * @param folder of the model
     * @param device where its networks run
     * @param headPath what {@link HeadModel#open} opens
     */
    public LoadedModel(ModelFolder folder, Device device, Path headPath) {
        this.folder = folder;
        this.device = device;
        this.headPath = headPath;
        this.analyzer = folder.hasAntelope()
                ? FaceAnalyzer.insightFace(folder.antelope(), folder.arcFace(), device)
                : new FaceAnalyzer(folder.smallFaceNetworks(), device);
        this.unet = new AdaptedUNet(folder.unet(), device, hashes);
        this.encoder = new AdaptedEncoder(folder.encoder(), folder.tokenizer(), device, hashes);
    }

    /** @return the face networks */
    public FaceAnalyzer analyzer() {
        return analyzer;
    }

    @Override
    public ModelFolder folder() {
        return folder;
    }

    @Override
    public Device device() {
        return device;
    }

    /** @return which model this is, read once */
    public String fingerprint() {
        if (fingerprint == null) {
            fingerprint = folder.fingerprint();
        }
        return fingerprint;
    }

    /** @return the side of the pictures that the model was trained with, in pixels */
    public int pictureSize() {
        return Pipeline.nativeSize(folder.unet(), folder.vae());
    }

    /**
     * @param identity of unit length, 512 numbers, unless nobody's
     * @return what pictures show that are asked for by this alone
     */
    public Prompt prompt(Optional<float[]> identity) {
        return folder.kind().takesIdentity()
                ? identity.<Prompt>map(IdentityPrompt::new).orElse(TextPrompt.EMPTY)
                : TextPrompt.EMPTY;
    }

    /**
     * @param text for a prompt
     * @return what the model leaves out of it because it is too long; mostly nothing
     */
    public String cut(String text) {
        return new ClipTokenizer(folder.tokenizer()).rest(text);
    }

    /**
     * @param options the adapters
     * @param progress told when it takes a while, and asked whether to stop
     * @return the pipeline with these and no others, until the next call
     */
    public Pipeline pipeline(UNetOptions options, Progress progress) {
        if (surroundings == null) {
            try {
                surroundings = openSurroundings();
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }
        UNet adapted = unet.with(options, progress);
        return new Pipeline(encoder.with(options.loras(), progress), adapted, surroundings.vae, surroundings.schedule);
    }

    @Override
    public <N extends AutoCloseable> N kept(Class<N> type, Supplier<N> open) {
        return kept.get(type, open);
    }

    @Override
    public <N extends AutoCloseable> N untilDone(Class<N> type, Supplier<N> open) {
        return untilDone.get(type, open);
    }

    /** Frees the networks that take too much memory to stay open when a request is done. */
    public void done() {
        untilDone.close();
    }

    @Override
    public String sha256(Path file) {
        return hashes.of(file, Progress.NONE);
    }

    /**
     * The head is no network: it takes little memory, may be used while networks run, and is kept.
     *
     * @return the head model
     */
    @Override
    public synchronized HeadModel head() {
        if (head == null) {
            head = HeadModel.open(headPath);
        }
        return head;
    }

    /** @throws Arc2FaceException when the head model is none of FLAME's, which are files */
    public void requireFlame() {
        if (!Files.isRegularFile(headPath)) {
            throw new Arc2FaceException(
                    "Only FLAME's head turns landmarks into an expression, because the Expression Adapter"
                            + " takes FLAME's numbers. The head in use is \"" + headName() + "\". Choose FLAME's"
                            + " generic_model.pkl as head in Edit > Options > Arc2Face..., or give the 55 numbers.");
        }
    }

    /** @return its name in recipes: that of its folder or file */
    @Override
    public String headName() {
        return headPath.getFileName().toString();
    }

    private Surroundings openSurroundings() {
        Schedule schedule = Schedule.read(folder.schedulerConfig());
        return new Surroundings(kept.get(Vae.class, () -> new Vae(folder.vae(), device)), schedule);
    }

    @Override
    public void close() {
        analyzer.close();
        unet.close();
        encoder.close();
        surroundings = null;
        untilDone.close();
        kept.close();
    }
}
