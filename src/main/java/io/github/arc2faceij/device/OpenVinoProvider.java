package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.library.ProviderLibrary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Intel's processors, graphics and NPUs.
 *
 * @param kind of device, as OpenVINO names it: {@code CPU}, {@code GPU} or {@code NPU}
 * @param precisions that devices of this kind may have
 */
record OpenVinoProvider(String kind, List<Precision> precisions) implements Provider {

    private static final String NAME = "OpenVINOExecutionProvider";

    @Override
    public String label() {
        return "OpenVINO (Intel " + kind + ")";
    }

    @Override
    public String advice() {
        return switch (kind) {
            case "CPU" -> "It takes Intel's processors only.";
            case "GPU" -> "It needs Intel graphics with a recent driver, and on Linux Intel's compute runtime for OpenCL.";
            default -> "It needs an Intel NPU with a recent driver.";
        };
    }

    @Override
    public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) throws OrtException {
        List<OrtEpDevice> devices = devices();
        if (gpu.index() >= devices.size()) {
            throw new Arc2FaceException("OpenVINO finds " + String.join(" and ", hardware()) + ", but no Intel " + kind
                    + " " + gpu.index() + ". 0 is the first one.");
        }
        OrtEpDevice device = devices.get(gpu.index());
        checkPrecision(device.getEpMetadata(), precision);
        options.addExecutionProvider(
                List.of(device),
                Map.of("load_config", config(device.getEpMetadata().get("ov_device"), precision)));
    }

    private List<OrtEpDevice> devices() {
        List<OrtEpDevice> all = PluginProvider.devices(ProviderLibrary.OPENVINO, NAME);
        List<OrtEpDevice> devices = all.stream()
                .filter(device -> isOfKind(device.getEpMetadata().getOrDefault("ov_device", "")))
                .toList();
        if (devices.isEmpty()) {
            throw new Arc2FaceException("OpenVINO finds no Intel " + kind + " on this computer. " + advice());
        }
        return devices;
    }

    /** @param name as OpenVINO has it, with a number where there are several: {@code GPU.1} */
    private boolean isOfKind(String name) {
        return name.equals(kind) || name.startsWith(kind + ".");
    }

    /**
     * Asked for a precision that it has not, OpenVINO computes in another one and says nothing.
     *
     * @param metadata of the device
     * @throws Arc2FaceException when the device has not that precision
     */
    static void checkPrecision(Map<String, String> metadata, Precision precision) {
        String needed =
                switch (precision) {
                    case FLOAT32 -> "FP32";
                    case FLOAT16 -> "FP16";
                    case BFLOAT16 -> "BF16";
                };
        String[] capabilities =
                metadata.getOrDefault("OPTIMIZATION_CAPABILITIES", "").split("\\s+");
        if (precision != Precision.FLOAT32 && !Arrays.asList(capabilities).contains(needed)) {
            throw new Arc2FaceException(name(metadata) + " does not compute in " + precision.label()
                    + ". Choose float32 as the precision.");
        }
    }

    /**
     * Always given: where the processor has bfloat16, OpenVINO would take it unasked, and the same recipe give other pictures.
     *
     * @param device as OpenVINO names it
     * @return OpenVINO's <a href="https://onnxruntime.ai/docs/execution-providers/OpenVINO-ExecutionProvider.html">options</a>,
     *     JSON
     */
    static String config(String device, Precision precision) {
        String hint =
                switch (precision) {
                    case FLOAT32 -> "f32";
                    case FLOAT16 -> "f16";
                    case BFLOAT16 -> "bf16";
                };
        return "{\"" + device + "\": {\"INFERENCE_PRECISION_HINT\": \"" + hint + "\"}}";
    }

    /** A computer may have an Intel processor's graphics and an Intel card; how much of its memory is used cannot be limited. */
    @Override
    public GpuOptions taken(GpuOptions wanted) {
        return kind.equals("GPU") ? new GpuOptions(wanted.index(), 0) : GpuOptions.DEFAULT;
    }

    @Override
    public List<String> hardware() {
        return devices().stream().map(device -> name(device.getEpMetadata())).toList();
    }

    private static String name(Map<String, String> metadata) {
        return metadata.getOrDefault("FULL_DEVICE_NAME", metadata.get("ov_device"))
                .strip();
    }

    @Override
    public Optional<String> library() {
        return Optional.of(ProviderLibrary.OPENVINO.folder());
    }
}
