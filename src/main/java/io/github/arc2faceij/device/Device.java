package io.github.arc2faceij.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FreeMemory;
import io.github.arc2faceij.weights.HalfCopy;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where and in which numbers networks run. The device that was asked for is the one that runs, or opening a network fails
 * with the reason; nothing falls back in silence.
 *
 * @param provider ONNX Runtime's
 * @param cuda how a GPU is used; of no effect elsewhere
 * @param precision in which numbers diffusion networks compute; face networks always take float32
 */
public record Device(Provider provider, CudaOptions cuda, Precision precision) {

    /** The processor; runs everywhere. */
    public static final Device CPU = new Device(Provider.CPU);

    /** The first NVIDIA GPU, on Linux and Windows. */
    public static final Device CUDA = new Device(Provider.CUDA);

    /** Apple's Neural Engine and GPU, on a Mac. */
    public static final Device COREML = new Device(Provider.COREML);

    /** All that can be chosen, each as it is used unless the user wants it otherwise. */
    public static final List<Device> ALL = List.of(CPU, CUDA, COREML);

    private Device(Provider provider) {
        this(provider, CudaOptions.DEFAULT, Precision.FLOAT32);
    }

    /**
     * @param options of the GPU
     * @param precision of the diffusion networks
     * @return an NVIDIA GPU used so
     */
    public static Device cuda(CudaOptions options, Precision precision) {
        return new Device(Provider.CUDA, options, precision);
    }

    /** @return the name for dialogs and macros */
    public String label() {
        return provider.label();
    }

    /** @return the name for logs and recipes: {@code CUDA (NVIDIA GPU) 1, float16} */
    public String description() {
        String gpu = cuda.gpu() == 0 ? "" : " " + cuda.gpu();
        return label() + gpu + (precision == Precision.FLOAT32 ? "" : ", " + precision.label());
    }

    /** @return bytes that must not be exceeded, if they are known; a GPU fails without harm, so there it may be tried */
    public OptionalLong freeMemory() {
        return provider == Provider.CUDA ? OptionalLong.empty() : FreeMemory.ofComputer();
    }

    /**
     * @param options of a session that is to run on this device
     * @throws Arc2FaceException when the device cannot start, with the reason
     */
    public void configure(SessionOptions options) {
        try {
            provider.addTo(options, this);
        } catch (OrtException e) {
            throw new Arc2FaceException(
                    description() + " was chosen as the device, but could not start: " + OrtFailure.reason(e) + " "
                            + provider.advice() + " Or choose CPU in Edit > Options > Arc2Face.",
                    e);
        }
    }

    /**
     * @param file of a diffusion network's weights
     * @return its tensors, for float16 those of its copy in half precision
     * @throws Arc2FaceException when the file is missing or damaged, or the copy cannot be made
     */
    public WeightFile weights(Path file) {
        return precision == Precision.FLOAT16 ? new HalfCopy(file).open() : WeightFile.open(file);
    }

    /** @return which arena gives memory back at the end of a run that shrinks, as ONNX Runtime's run option names it */
    public String arena() {
        return provider == Provider.CUDA ? "gpu:" + cuda.gpu() : "cpu:0";
    }
}
