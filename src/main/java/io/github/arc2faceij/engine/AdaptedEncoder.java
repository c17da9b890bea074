package io.github.arc2faceij.engine;

import io.github.arc2faceij.common.FileHashes;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import java.nio.file.Path;
import java.util.List;

/**
 * The text encoder of a model with the LoRAs of the request at hand. Few LoRAs change it; others leave the one that is open as
 * it is.
 */
final class AdaptedEncoder implements AutoCloseable {

    /** The content of the files counts, not their names alone: the user may have replaced one. */
    private record State(List<Lora> loras, List<String> sha256) {}

    private final Path folder;
    private final Path tokenizer;
    private final Device device;
    private final FileHashes hashes;
    private State state;
    private TextEncoder network;
    private IdentityEncoder encoder;

    /**
     * Opens nothing yet.
     *
     * @param folder of the encoder
     * @param tokenizer folder of its tokenizer
     * @param device where it runs
     * @param hashes of adapter files
     */
    AdaptedEncoder(Path folder, Path tokenizer, Device device, FileHashes hashes) {
        this.folder = folder;
        this.tokenizer = tokenizer;
        this.device = device;
        this.hashes = hashes;
    }

    /**
     * @param loras those of the request, of which some may change it
     * @param progress told when it takes a while, and asked whether to stop
     * @return the encoder with these and no others; it may close when this is called again
     * @throws io.github.arc2faceij.common.Arc2FaceException when a LoRA does not fit, or a file is missing or damaged; the
     *     next call opens it again
     */
    IdentityEncoder with(List<Lora> loras, Progress progress) {
        List<Lora> own = loras.stream().filter(Lora::changesTextEncoder).toList();
        State wanted = new State(
                own, own.stream().map(lora -> hashes.of(lora.file(), progress)).toList());
        if (!wanted.equals(state)) {
            close();
            progress.report("Loading the text encoder", 0);
            network = new TextEncoder(folder, device, own);
            encoder = new IdentityEncoder(network, new ClipTokenizer(tokenizer));
            state = wanted;
        }
        return encoder;
    }

    @Override
    public void close() {
        if (network != null) {
            state = null;
            network.close();
            network = null;
        }
    }
}
