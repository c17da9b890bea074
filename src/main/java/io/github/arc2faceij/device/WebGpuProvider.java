package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtHardwareDevice;
import ai.onnxruntime.OrtHardwareDevice.OrtHardwareDeviceType;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.library.ProviderLibrary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Graphics cards of all makers, by Vulkan, Direct3D 12 or Metal. Which card of several runs is decided by the library alone,
 * whatever device it is given (<a href="https://pypi.org/project/onnxruntime-ep-webgpu/0.4.0/">its description</a>), so that
 * this is one device for the computer.
 */
record WebGpuProvider() implements Provider {

    private static final String NAME = "WebGpuExecutionProvider";

    /** The faster one of a computer with two cards. */
    static final Map<String, String> OPTIONS = Map.of("powerPreference", "high-performance");

    @Override
    public String label() {
        return "WebGPU (any GPU)";
    }

    @Override
    public String advice() {
        return "It needs a graphics card with a recent driver of its maker.";
    }

    @Override
    public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) throws OrtException {
        options.addExecutionProvider(devices().subList(0, 1), OPTIONS);
    }

    private List<OrtEpDevice> devices() {
        List<OrtEpDevice> devices = PluginProvider.devices(ProviderLibrary.WEBGPU, NAME);
        if (devices.isEmpty()) {
            throw new Arc2FaceException("WebGPU finds no graphics card on this computer. " + advice());
        }
        return devices;
    }

    /** float16 is an option of a card, which shows when a network runs in it. */
    @Override
    public List<Precision> precisions() {
        return List.of(Precision.FLOAT32, Precision.FLOAT16);
    }

    @Override
    public List<String> hardware() {
        return List.of(devices().stream()
                .map(OrtEpDevice::getDevice)
                .map(WebGpuProvider::name)
                .distinct()
                .collect(Collectors.joining(" or ")));
    }

    private static String name(OrtHardwareDevice card) {
        return card.getType() == OrtHardwareDeviceType.CPU
                ? "no card, but software on the processor"
                : name(card.getMetadata(), card.getVendor(), card.getVendorId(), card.getDeviceId());
    }

    /**
     * @param metadata of a card: Windows gives its name
     * @param vendor name of the maker; may be empty
     * @param vendorId number of the maker
     * @param deviceId number of the card
     * @return the card's name
     */
    static String name(Map<String, String> metadata, String vendor, int vendorId, int deviceId) {
        return Optional.ofNullable(metadata.get("Description"))
                .or(() -> PciNames.find(vendorId, deviceId).map(name -> (vendor + " " + name).strip()))
                .orElseGet(() -> String.format(Locale.ROOT, "%s GPU %04x:%04x", vendor, vendorId, deviceId)
                        .strip());
    }

    @Override
    public Optional<String> library() {
        return Optional.of(ProviderLibrary.WEBGPU.folder());
    }

    /**
     * It has no kernel for FusedMatMul, not every card has half floats, and its MultiHeadAttention was found to be wrong by 7
     * to 18 % from 32 tokens on (SwiftShader, whose subgroups are 4 wide).
     */
    @Override
    public boolean plainGraphs() {
        return true;
    }

    /** All its sessions share one card, and two that work at the same time end the process. */
    @Override
    public boolean oneAtATime() {
        return true;
    }
}
