package io.github.arc2faceij.device;

import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.List;

/**
 * The processor, with what a graphics card may ask for.
 *
 * @param plainGraphs whether graphs do without ONNX Runtime's own operators
 * @param oneAtATime whether its sessions take turns
 */
public record ProcessorProvider(boolean plainGraphs, boolean oneAtATime) implements Provider {

    @Override
    public String label() {
        return "CPU like a card";
    }

    @Override
    public String advice() {
        return "";
    }

    @Override
    public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) {}

    @Override
    public List<String> hardware() {
        return List.of("a processor");
    }
}
