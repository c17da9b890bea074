package io.github.arc2faceij.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Map;

/** ONNX Runtime's execution providers that this plugin uses. */
public enum Provider {
    /** The processor. */
    CPU("CPU", "") {
        @Override
        void addTo(SessionOptions options, Device device) {
            // ONNX Runtime's default provider.
        }
    },
    /** An NVIDIA GPU. */
    CUDA(
            "CUDA (NVIDIA GPU)",
            "CUDA needs an NVIDIA GPU with a recent driver, CUDA 12 and cuDNN 9 on the system's library path.") {
        @Override
        void addTo(SessionOptions options, Device device) throws OrtException {
            try (OrtCUDAProviderOptions cuda =
                    new OrtCUDAProviderOptions(device.cuda().gpu())) {
                for (Map.Entry<String, String> option : device.cuda().values().entrySet()) {
                    cuda.add(option.getKey(), option.getValue());
                }
                options.addCUDA(cuda);
            }
        }
    },
    /** Apple's Neural Engine and GPU. */
    COREML("CoreML (Mac)", "It needs macOS 12 or later and the Mac version of this plugin.") {
        @Override
        void addTo(SessionOptions options, Device device) throws OrtException {
            options.addCoreML(CORE_ML_OPTIONS);
        }
    };

    /** An MLProgram knows the layers of diffusion networks, which the older form does not. */
    static final Map<String, String> CORE_ML_OPTIONS = Map.of("ModelFormat", "MLProgram");

    private final String label;
    private final String advice;

    Provider(String label, String advice) {
        this.label = label;
        this.advice = advice;
    }

    String label() {
        return label;
    }

    /** @return what it needs, in a sentence */
    String advice() {
        return advice;
    }

    abstract void addTo(SessionOptions options, Device device) throws OrtException;
}
