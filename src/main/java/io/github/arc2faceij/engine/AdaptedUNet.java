package io.github.arc2faceij.engine;

import io.github.arc2faceij.common.FileHashes;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.ReferenceUNet;
import io.github.arc2faceij.diffusion.network.UNet;
import java.nio.file.Path;
import java.util.List;

/**
 * The UNet of a model with the adapters of the request at hand. It is by far the largest network, so there is one in
 * memory: other adapters take the place of those before, and the second one that looks at a reference picture stays only
 * as long as its request.
 */
final class AdaptedUNet implements AutoCloseable {

    /** The content of the files counts, not their names alone: the user may have replaced one. */
    private record State(UNetOptions options, List<String> sha256) {}

    private final Path folder;
    private final Device device;
    private final FileHashes hashes;
    private State state;
    private UNet unet;
    private ReferenceUNet reference;

    /**
     * Opens nothing yet.
     *
     * @param folder of the UNet
     * @param device where it runs
     * @param hashes of adapter files
     */
    AdaptedUNet(Path folder, Device device, FileHashes hashes) {
        this.folder = folder;
        this.device = device;
        this.hashes = hashes;
    }

    /**
     * @param options the adapters
     * @param progress told when it takes a while, and asked whether to stop
     * @return the UNet with these and no others; it may close when this is called again
     * @throws io.github.arc2faceij.common.Arc2FaceException when an adapter is missing or does not fit, or the UNet cannot
     *     be opened; the next call opens it again
     */
    UNet with(UNetOptions options, Progress progress) {
        List<String> sha256 =
                options.files().stream().map(file -> hashes.of(file, progress)).toList();
        State wanted = new State(options, sha256);
        if (!wanted.equals(state)) {
            close();
            progress.report("Loading the UNet", 0);
            unet = new UNet(folder, device, options);
            state = wanted;
        }
        return unet;
    }

    /**
     * @param progress told when it takes a while
     * @return the unchanged UNet that looks at reference pictures, until {@link #closeReference()}
     * @throws io.github.arc2faceij.common.Arc2FaceException when it cannot be opened
     */
    ReferenceUNet reference(Progress progress) {
        if (reference == null) {
            progress.report("Loading the UNet for the reference picture", 0);
            reference = new ReferenceUNet(folder, device);
        }
        return reference;
    }

    /** Frees the UNet that looks at reference pictures, if there is one. */
    void closeReference() {
        if (reference != null) {
            reference.close();
            reference = null;
        }
    }

    @Override
    public void close() {
        closeReference();
        if (unet != null) {
            state = null;
            unet.close();
            unet = null;
        }
    }
}
