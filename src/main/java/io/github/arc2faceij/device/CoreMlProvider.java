package io.github.arc2faceij.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Map;

/** Apple's Neural Engine and GPU, on a Mac. */
record CoreMlProvider() implements Provider {

    /** An MLProgram knows the layers of diffusion networks, which the older form does not. */
    static final Map<String, String> OPTIONS = Map.of("ModelFormat", "MLProgram");

    @Override
    public String label() {
        return "CoreML (Mac)";
    }

    @Override
    public String advice() {
        return "It needs macOS 12 or later and the Mac version of this plugin.";
    }

    @Override
    public void addTo(SessionOptions options, GpuOptions gpu) throws OrtException {
        options.addCoreML(OPTIONS);
    }
}
