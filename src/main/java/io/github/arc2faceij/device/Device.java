package io.github.arc2faceij.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where and in which numbers networks run. The device that was asked for is the one that runs, or opening a network fails
 * with the reason; nothing falls back in silence.
 *
 * @param provider ONNX Runtime's
 * @param gpu how a GPU is used; of no effect elsewhere
 * @param precision in which numbers diffusion networks compute; face networks always take float32
 */
public record Device(Provider provider, GpuOptions gpu, Precision precision) {

    /** The processor; runs everywhere. */
    public static final Device CPU = new Device(new CpuProvider());

    /** The first NVIDIA GPU, on Linux and Windows. */
    public static final Device CUDA = new Device(new CudaProvider());

    /** Apple's Neural Engine and GPU, on a Mac. */
    public static final Device COREML = new Device(new CoreMlProvider());

    /** A graphics card of any maker. */
    public static final Device WEBGPU = new Device(new WebGpuProvider());

    /** An Intel processor. */
    public static final Device OPENVINO_CPU =
            new Device(new OpenVinoProvider("CPU", List.of(Precision.FLOAT32, Precision.BFLOAT16)));

    /** The first Intel GPU. */
    public static final Device OPENVINO_GPU =
            new Device(new OpenVinoProvider("GPU", List.of(Precision.FLOAT32, Precision.FLOAT16)));

    /** An Intel NPU, which computes in float16 only. */
    public static final Device OPENVINO_NPU = new Device(new OpenVinoProvider("NPU", List.of(Precision.FLOAT16)));

    /** All that can be chosen, each as it is used unless the user wants it otherwise. */
    public static final List<Device> ALL = List.of(CPU, CUDA, COREML, WEBGPU, OPENVINO_CPU, OPENVINO_GPU, OPENVINO_NPU);

    private Device(Provider provider) {
        this(provider, GpuOptions.DEFAULT, provider.precisions().get(0));
    }

    /**
     * @param options of a GPU, where the provider takes them
     * @param wanted precision of the diffusion networks, where the provider has it
     * @return this device used so
     */
    public Device with(GpuOptions options, Precision wanted) {
        return new Device(
                provider, provider.taken(options), provider.precisions().contains(wanted) ? wanted : precision);
    }

    /** @return this device as it runs networks that always take float32 */
    public Device inFloat32() {
        return with(gpu, Precision.FLOAT32);
    }

    /** @return the name for dialogs and macros */
    public String label() {
        return provider.label();
    }

    /** @return the name for logs and recipes: {@code CUDA (NVIDIA GPU) 1, float16} */
    public String description() {
        String index = gpu.index() == 0 ? "" : " " + gpu.index();
        return label() + index + (precision == Precision.FLOAT32 ? "" : ", " + precision.label());
    }

    /** @return the name of the card or processor that networks run on, where it is known */
    public Optional<String> card() {
        try {
            return provider.hardware().stream().skip(gpu.index()).findFirst();
        } catch (Arc2FaceException e) {
            return Optional.empty();
        }
    }

    /** @return bytes that must not be exceeded, if they are known */
    public OptionalLong freeMemory() {
        return provider.freeMemory();
    }

    /**
     * @param options of a session that is to run on this device
     * @throws Arc2FaceException when the device cannot start, with the reason
     */
    public void configure(SessionOptions options) {
        try {
            provider.addTo(options, gpu, precision);
        } catch (OrtException e) {
            throw cannotStart(OrtFailure.reason(e) + " " + provider.advice(), e);
        } catch (Arc2FaceException e) {
            throw cannotStart(e.getMessage(), e);
        }
    }

    private Arc2FaceException cannotStart(String reason, Exception e) {
        return new Arc2FaceException(
                description() + " was chosen as the device, but could not start: " + reason
                        + " Or choose CPU in Edit > Options > Arc2Face.",
                e);
    }

    /** @return which arena gives memory back at the end of a run that shrinks, as ONNX Runtime's run option names it */
    public String arena() {
        return provider.arena(gpu);
    }
}
