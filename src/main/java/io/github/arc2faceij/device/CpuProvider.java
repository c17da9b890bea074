package io.github.arc2faceij.device;

import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.List;

/** The processor, which runs everywhere. */
record CpuProvider() implements Provider {

    @Override
    public String label() {
        return "CPU";
    }

    @Override
    public String advice() {
        return "";
    }

    /** Nothing to add: it is ONNX Runtime's default. */
    @Override
    public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) {}

    @Override
    public List<String> hardware() {
        return List.of();
    }

    @Override
    public boolean preparesWeights() {
        return true;
    }
}
