package io.github.arc2faceij.device.library;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A system and its kind of processor, for which a library is made. */
public enum Platform {
    /** Linux on Intel and AMD processors. */
    LINUX_X64("Linux x64", "linux64", "lib", ".so", "linux", List.of("amd64", "x86_64")),
    /** Linux on ARM processors. */
    LINUX_ARM64("Linux arm64", "linux-arm64", "lib", ".so", "linux", List.of("aarch64")),
    /** Macs with an Apple processor; ONNX Runtime is no more made for others. */
    MAC_ARM64("Mac arm64", "macos-arm64", "lib", ".dylib", "mac", List.of("aarch64")),
    /** Windows on Intel and AMD processors. */
    WINDOWS_X64("Windows x64", "win64", "", ".dll", "windows", List.of("amd64", "x86_64")),
    /** Windows on ARM processors. */
    WINDOWS_ARM64("Windows arm64", "win-arm64", "", ".dll", "windows", List.of("aarch64"));

    private final String label;
    private final String folder;
    private final String prefix;
    private final String suffix;
    private final String system;
    private final List<String> processors;

    Platform(String label, String folder, String prefix, String suffix, String system, List<String> processors) {
        this.label = label;
        this.folder = folder;
        this.prefix = prefix;
        this.suffix = suffix;
        this.system = system;
        this.processors = processors;
    }

    /** @return this computer's; empty when it is another one, for which nothing is made */
    public static Optional<Platform> current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /**
     * @param system as Java's property os.name has it
     * @param processor as Java's property os.arch has it
     */
    static Optional<Platform> of(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(platform -> name.startsWith(platform.system) && platform.processors.contains(processor))
                .findFirst();
    }

    /** @return the name for messages */
    public String label() {
        return label;
    }

    /** @return what ImageJ's updater calls it, in its index and as a folder under {@code lib} and {@code jars} */
    public String folder() {
        return folder;
    }

    /** @return the file of a library: {@code libNAME.so}, {@code libNAME.dylib} or {@code NAME.dll} */
    String fileOf(String library) {
        return prefix + library + suffix;
    }
}
