package io.github.arc2faceij.engine;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FileHashes;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Pipeline;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.ReferenceUNet;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.HeadModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The networks of one model folder on one device, each opened when it is first needed. One that cannot be opened leaves
 * nothing behind: the next call tries again, for the user may have mended the file.
 */
public final class LoadedModel implements AutoCloseable {

    private final ModelFolder folder;
    private final Device device;
    private final FaceAnalyzer analyzer;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final FileHashes hashes = new FileHashes();
    private final AdaptedUNet unet;
    private final AdaptedEncoder encoder;
    private Surroundings surroundings;
    private ControlNet controlNet;
    private String fingerprint;
    private final Path headPath;
    private HeadModel head;

    /** What all pipelines of the model share. */
    private record Surroundings(Vae vae, Schedule schedule) {}

    public LoadedModel(ModelFolder folder, Device device, Path headPath) {
        this.folder = folder;
        this.device = device;
        this.headPath = headPath;
        this.analyzer = folder.hasAntelope()
                ? FaceAnalyzer.insightFace(folder.antelope(), folder.arcFace(), device)
                : new FaceAnalyzer(folder.root(), device);
        this.unet = new AdaptedUNet(folder.unet(), device, hashes);
        this.encoder = new AdaptedEncoder(folder.encoder(), folder.tokenizer(), device, hashes);
    }

    public FaceAnalyzer analyzer() {
        return analyzer;
    }

    public ModelFolder folder() {
        return folder;
    }

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

    /** @return the SHA-256 of adapter files */
    public FileHashes hashes() {
        return hashes;
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

    /** @return the UNet that looks at reference pictures; it takes as much memory as the other one */
    public ReferenceUNet referenceUNet(Progress progress) {
        return unet.reference(progress);
    }

    /** Frees the UNet that looks at reference pictures. */
    public void closeReferenceUNet() {
        unet.closeReference();
    }

    /** @return the pose ControlNet */
    public ControlNet controlNet() {
        if (controlNet == null) {
            if (!Files.isDirectory(folder.controlNet())) {
                throw new Arc2FaceException(
                        "The model " + folder.name() + " has no pose ControlNet (" + folder.controlNet()
                                + "). Copy the published controlnet folder there, or generate without a pose.");
            }
            controlNet = opened(new ControlNet(folder.controlNet(), device));
        }
        return controlNet;
    }

    /**
     * The head is no network: it takes little memory, may be used while networks run, and is kept.
     *
     * @return the head model
     */
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
    public String headName() {
        return headPath.getFileName().toString();
    }

    private Surroundings openSurroundings() {
        Schedule schedule = Schedule.read(folder.schedulerConfig());
        Vae vae = opened(new Vae(folder.vae(), device));
        return new Surroundings(vae, schedule);
    }

    private <T extends AutoCloseable> T opened(T network) {
        open.push(network);
        return network;
    }

    @Override
    public void close() {
        analyzer.close();
        unet.close();
        encoder.close();
        surroundings = null;
        controlNet = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a network could not be closed", e);
            }
        }
    }
}
