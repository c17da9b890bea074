package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.library.ProviderLibrary;
import java.util.List;
import java.util.Map;

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
    public void addTo(SessionOptions options, GpuOptions gpu) throws OrtException {
        List<OrtEpDevice> cards = PluginProvider.devices(ProviderLibrary.WEBGPU, NAME);
        if (cards.isEmpty()) {
            throw new Arc2FaceException("WebGPU finds no graphics card on this computer.");
        }
        options.addExecutionProvider(cards.subList(0, 1), OPTIONS);
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
