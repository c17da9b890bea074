package io.github.arc2faceij.updatesite;

import java.util.Arrays;
import java.util.Optional;

/**
 * The systems that have all native code: Microsoft publishes no ONNX Runtime for Macs with an Intel processor any more
 * (1.29.0 has none), JavaCPP no OpenCV 4.9.0 for Windows on ARM.
 */
enum Platform {
    LINUX_X64("linux64", "linux-x86_64", "linux-x64", "onnxruntime_gpu"),
    LINUX_ARM64("linux-arm64", "linux-arm64", "linux-aarch64", "onnxruntime"),
    MAC_ARM64("macos-arm64", "macosx-arm64", "osx-aarch64", "onnxruntime"),
    WINDOWS_X64("win64", "windows-x86_64", "win-x64", "onnxruntime_gpu");

    private static final String JARS = "jars/";
    private static final String LIBRARIES = "lib/";

    private final String updaterName;
    private final String javaCppClassifier;
    private final String onnxRuntimeFolder;
    private final String onnxRuntimeArtifact;

    Platform(String updaterName, String javaCppClassifier, String onnxRuntimeFolder, String onnxRuntimeArtifact) {
        this.updaterName = updaterName;
        this.javaCppClassifier = javaCppClassifier;
        this.onnxRuntimeFolder = onnxRuntimeFolder;
        this.onnxRuntimeArtifact = onnxRuntimeArtifact;
    }

    /** What the updater calls it, in its index and as a folder under {@code jars} and {@code lib}. */
    String updaterName() {
        return updaterName;
    }

    /** The folder in ONNX Runtime's jars where its libraries for this platform lie, up to the slash at its end. */
    String onnxRuntimeFolder() {
        return "ai/onnxruntime/native/" + onnxRuntimeFolder + "/";
    }

    /** Whether this jar of ONNX Runtime is the one for this platform: with CUDA where CUDA exists. */
    boolean takesOnnxRuntime(String jarName) {
        return jarName.startsWith(onnxRuntimeArtifact + "-");
    }

    /** Where a jar for this platform lies in an ImageJ folder. */
    String pathOf(String jarName) {
        return JARS + updaterName + "/" + jarName;
    }

    /** The platform of a jar with native code of JavaCPP; none for code that runs everywhere. */
    static Optional<Platform> ofJavaCpp(String jarName) {
        return Arrays.stream(values())
                .filter(platform -> jarName.endsWith("-" + platform.javaCppClassifier + ".jar"))
                .findFirst();
    }

    /** The platform of a file in an ImageJ folder, as the updater guesses it; none for a file of all platforms. */
    static Optional<Platform> ofPath(String path) {
        return Arrays.stream(values())
                .filter(platform -> path.startsWith(JARS + platform.updaterName + "/")
                        || path.startsWith(LIBRARIES + platform.updaterName + "/"))
                .findFirst();
    }
}
