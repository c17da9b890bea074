package io.github.arc2faceij;

import ai.onnxruntime.OrtEnvironment;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.arc2faceij.diffusion.Sampling;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How pictures came to be, complete enough to make them again: the same recipe on the same device gives the same pixels.
 * It names the identity by its source and hash and does not hold it, so no face is kept that the user did not save.
 *
 * @param software this plugin and its version
 * @param digitalSourceType IPTC's term for pictures made by a trained model
 * @param model the model folder's name
 * @param modelFingerprint tells whether a model is the same
 * @param identity where the identity came from
 * @param identityHash SHA-256 of its 512 numbers, as big-endian 32-bit floats
 * @param recogniser SHA-256 of the network that computed it
 * @param sampler the sampler's name in dialogs and macros
 * @param steps denoising steps
 * @param guidance classifier-free guidance scale
 * @param seed of the noise
 * @param noise whose generator: torch's on the CPU or on CUDA
 * @param count pictures drawn from the seed at once
 * @param width in pixels
 * @param height in pixels
 * @param device what really ran
 * @param onnxruntime version of ONNX Runtime
 */
public record Recipe(
        String software,
        String digitalSourceType,
        String model,
        String modelFingerprint,
        String identity,
        String identityHash,
        String recogniser,
        String sampler,
        int steps,
        double guidance,
        long seed,
        String noise,
        int count,
        int width,
        int height,
        String device,
        String onnxruntime) {

    /** <a href="https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">IPTC's term</a>. */
    public static final String TRAINED_ALGORITHMIC_MEDIA =
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    static Recipe of(GenerationRequest request, LoadedModel model) {
        Sampling sampling = request.sampling();
        return new Recipe(
                "Arc2Face for ImageJ " + version(),
                TRAINED_ALGORITHMIC_MEDIA,
                model.folder().name(),
                model.fingerprint(),
                request.source(),
                sha256(request.identity().vector()),
                request.identity().recogniser(),
                sampling.sampler().label(),
                sampling.steps(),
                sampling.guidance(),
                sampling.seed(),
                sampling.noise().label(),
                sampling.count(),
                sampling.width(),
                sampling.height(),
                model.device().label(),
                OrtEnvironment.getEnvironment().getVersion());
    }

    private static String sha256(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
        bytes.asFloatBuffer().put(numbers);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String version() {
        String version = Recipe.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** @return the recipe as indented JSON, one member per component */
    public String json() {
        return GSON.toJson(this);
    }

    /**
     * @param index of the picture, from 0
     * @return one line for a slice: {@code seed 42 #1 DPM-Solver++ 2M, 25 steps, guidance 3.0, synthetic}
     */
    public String label(int index) {
        return String.format(
                Locale.ROOT,
                "seed %d #%d %s, %d steps, guidance %s, synthetic",
                seed,
                index + 1,
                sampler,
                steps,
                guidance);
    }
}
