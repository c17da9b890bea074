package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.library.ProviderLibrary;
import java.util.List;
import java.util.Map;

/**
 * Intel's processors, graphics and NPUs.
 *
 * @param kind of device, as OpenVINO names it: {@code CPU}, {@code GPU} or {@code NPU}
 */
record OpenVinoProvider(String kind) implements Provider {

    private static final String NAME = "OpenVINOExecutionProvider";

    @Override
    public String label() {
        return "OpenVINO (Intel " + kind + ")";
    }

    @Override
    public String advice() {
        return "It needs an Intel " + kind + " with a recent driver.";
    }

    @Override
    public void addTo(SessionOptions options, GpuOptions gpu) throws OrtException {
        options.addExecutionProvider(List.of(device()), Map.of("load_config", config()));
    }

    private OrtEpDevice device() {
        return PluginProvider.devices(ProviderLibrary.OPENVINO, NAME).stream()
                .filter(device ->
                        device.getEpMetadata().getOrDefault("ov_device", "").startsWith(kind))
                .findFirst()
                .orElseThrow(() -> new Arc2FaceException("OpenVINO finds no Intel " + kind + " on this computer."));
    }

    /** Where the processor has bfloat16, OpenVINO would take it unasked, and the same recipe give other pictures. */
    private String config() {
        return "{\"" + kind + "\": {\"INFERENCE_PRECISION_HINT\": \"f32\"}}";
    }
}
