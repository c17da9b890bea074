package io.github.arc2faceij.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FreeMemory;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where networks run. The device that was asked for is the one that runs, or opening a network fails with the reason;
 * nothing falls back in silence.
 */
public enum Device {
    /** The processor; runs everywhere. */
    CPU("CPU") {
        @Override
        void addTo(SessionOptions options) {
            // ONNX Runtime's default provider.
        }
    },
    /** The first NVIDIA GPU, on Linux and Windows. */
    CUDA("CUDA (NVIDIA GPU)") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
                // TF32 keeps 10 bits of a fraction: pictures would not be those of the reference.
                cuda.add("use_tf32", "0");
                cuda.add("prefer_nhwc", "1");
                cuda.add("arena_extend_strategy", "kSameAsRequested");
                cuda.add("cudnn_conv_algo_search", "HEURISTIC");
                options.addCUDA(cuda);
            }
        }
    },
    /** Apple's Neural Engine and GPU, on a Mac. */
    COREML("CoreML (Mac)") {
        @Override
        void addTo(SessionOptions options) throws OrtException {
            options.addCoreML(Map.of("ModelFormat", "MLProgram"));
        }
    };

    private final String label;

    Device(String label) {
        this.label = label;
    }

    /** @return the name for dialogs and logs */
    public String label() {
        return label;
    }

    /** @return bytes that it has left for networks, if that is known */
    public OptionalLong freeMemory() {
        return this == CUDA ? OptionalLong.empty() : FreeMemory.ofComputer();
    }

    /**
     * @param options of a session that is to run on this device
     * @throws Arc2FaceException when the device cannot start, with the reason
     */
    void configure(SessionOptions options) {
        try {
            addTo(options);
        } catch (OrtException e) {
            throw new Arc2FaceException(
                    label + " was chosen as the device, but could not start: " + OrtFailure.reason(e) + " " + advice()
                            + " Or choose CPU in Edit > Options > Arc2Face.",
                    e);
        }
    }

    private String advice() {
        return this == CUDA
                ? "CUDA needs an NVIDIA GPU with a recent driver, CUDA 12 and cuDNN 9, found by the system's library path."
                : "It needs macOS 12 or later and the Mac version of this plugin.";
    }

    abstract void addTo(SessionOptions options) throws OrtException;
}
