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
     * @return bytes, swap included, and no more than a container or a job of a cluster may take; empty where the system
     *     does not tell: a Mac counts memory as taken that it would give back
     */
    public static OptionalLong ofComputer() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return OptionalLong.empty();
        }
        if (Files.isReadable(LINUX)) {
            try {
                return available(Files.readAllLines(LINUX), system.getTotalMemorySize(), system.getFreeMemorySize());
            } catch (IOException e) {
                return OptionalLong.empty();
            }
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows
                ? OptionalLong.of(system.getFreeMemorySize() + system.getFreeSwapSpaceSize())
                : OptionalLong.empty();
    }

    /**
     * @param meminfo the lines of Linux's /proc/meminfo: {@code MemAvailable:   20137000 kB}
     * @param limit bytes that this program may take in all, as Java knows it from the control group
     * @param underLimit how many of them are left
     * @return MemAvailable and SwapFree in bytes, or what is left under a limit below MemTotal, if that is less; empty
     *     when there is no MemAvailable (before Linux 3.14)
     */
    static OptionalLong available(List<String> meminfo, long limit, long underLimit) {
        OptionalLong available = value(meminfo, "MemAvailable:");
        if (available.isEmpty()) {
            return available;
        }
        long free = available.getAsLong() + value(meminfo, "SwapFree:").orElse(0);
        boolean limited = limit < value(meminfo, "MemTotal:").orElse(0);
        return OptionalLong.of(limited ? Math.min(free, underLimit) : free);
    }

    private static OptionalLong value(List<String> meminfo, String name) {
        return meminfo.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(digits -> Long.parseLong(digits) * KIBIBYTE)
                .findFirst();
    }
}
