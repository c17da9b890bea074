package io.github.arc2faceij.device.library;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An execution provider that is a library of its own, in the version that this plugin was tried with. */
public enum ProviderLibrary {
    /** Cards of all makers, by Vulkan, Direct3D 12 or Metal. */
    WEBGPU(
            "WebGPU",
            "onnxruntime-ep-webgpu",
            "0.4.0",
            "onnxruntime_providers_webgpu",
            "Runs the networks on graphics cards of all makers.",
            "The plugin's update site brings it."),
    /** Intel's processors, graphics and NPUs. */
    OPENVINO(
            "OpenVINO",
            "onnxruntime-ep-openvino",
            "1.8.1",
            "onnxruntime_providers_openvino_plugin",
            "Runs the networks on Intel's processors, graphics and NPUs.",
            "The part openvino of the plugin's update site brings it.");

    private final String label;
    private final String distribution;
    private final String version;
    private final String library;
    private final String purpose;
    private final String updateSite;

    ProviderLibrary(
            String label, String distribution, String version, String library, String purpose, String updateSite) {
        this.label = label;
        this.distribution = distribution;
        this.version = version;
        this.library = library;
        this.purpose = purpose;
        this.updateSite = updateSite;
    }

    /**
     * @param name of a Python distribution, in any of its spellings
     * @return whose it is
     */
    static Optional<ProviderLibrary> ofDistribution(String name) {
        String normal = name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"); // as PEP 503 compares names
        return Arrays.stream(values())
                .filter(library -> library.distribution.equals(normal))
                .findFirst();
    }

    /** @return all that wheels are taken of, for messages */
    static String all() {
        return Arrays.stream(values())
                .map(library -> library.distribution + " " + library.version)
                .collect(Collectors.joining(" and "));
    }

    /** @return the name for dialogs and messages */
    public String label() {
        return label;
    }

    /** @return what it is for, a sentence */
    public String purpose() {
        return purpose;
    }

    /** @return which part of the update site brings it, a sentence */
    public String updateSite() {
        return updateSite;
    }

    /** @return the name under which Python's package index has it */
    public String distribution() {
        return distribution;
    }

    /** @return the version that is taken, and no other */
    public String version() {
        return version;
    }

    /** @return the name of the licence that it is published under; the texts lie beside the unpacked library */
    public String licence() {
        return "MIT";
    }

    /** @return the folder in which it lies unpacked: {@code onnxruntime-ep-webgpu-0.4.0} */
    public String folder() {
        return distribution + "-" + version;
    }

    /** @return the name of the file that ONNX Runtime loads */
    String mainFile(Platform platform) {
        return platform.fileOf(library);
    }
}
