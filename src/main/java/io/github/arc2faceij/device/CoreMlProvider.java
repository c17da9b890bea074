package io.github.arc2faceij.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.List;
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
    public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) throws OrtException {
        options.addCoreML(OPTIONS);
    }

    @Override
    public List<String> hardware() {
        if (!System.getProperty("os.name").startsWith("Mac")) {
            throw new Arc2FaceException("CoreML is a part of macOS. " + advice());
        }
        return List.of();
    }
}
