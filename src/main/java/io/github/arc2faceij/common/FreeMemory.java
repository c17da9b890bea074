package io.github.arc2faceij.common;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the computer can still give to programs. */
public final class FreeMemory {

    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final long KIBIBYTE = 1024;

    private FreeMemory() {}

    /**
     * @return bytes, swap included; empty where the system does not tell: a Mac counts memory as taken that it would give
     *     back
     */
    public static OptionalLong ofComputer() {
        if (Files.isReadable(LINUX)) {
            try {
                return available(Files.readAllLines(LINUX));
            } catch (IOException e) {
                return OptionalLong.empty();
            }
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? OptionalLong.of(system.getFreeMemorySize() + system.getFreeSwapSpaceSize())
                : OptionalLong.empty();
    }

    /**
     * @param meminfo the lines of Linux's /proc/meminfo: {@code MemAvailable:   20137000 kB}
     * @return MemAvailable and SwapFree in bytes; empty when there is none (before Linux 3.14)
     */
    static OptionalLong available(List<String> meminfo) {
        OptionalLong available = value(meminfo, "MemAvailable:");
        return available.isEmpty()
                ? available
                : OptionalLong.of(
                        available.getAsLong() + value(meminfo, "SwapFree:").orElse(0));
    }

    private static OptionalLong value(List<String> meminfo, String name) {
        return meminfo.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(digits -> Long.parseLong(digits) * KIBIBYTE)
                .findFirst();
    }
}
