package io.github.arc2faceij.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Seconds of the processor and of the clock since it was made, and the most memory that the process ever had. */
final class Meter {

    private static final double SECOND = 1e9;
    private static final double GIBIBYTE = 1 << 20;

    private final long clock = System.nanoTime();
    private final long processor = processorNanos();

    double seconds() {
        return (System.nanoTime() - clock) / SECOND;
    }

    void print(String what) throws IOException {
        System.out.printf(
                "%s: %.2f s of the processor, %.2f s of the clock, peak memory %s%n",
                what, processorSeconds(), seconds(), peakMemory());
    }

    /** @param nanos of ONNX Runtime since this meter was made */
    void printShareOutside(long nanos) {
        System.out.printf("  outside ONNX Runtime %.2f %%%n", 100 * (1 - nanos / SECOND / seconds()));
    }

    double processorSeconds() {
        return (processorNanos() - processor) / SECOND;
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** @return the most memory that the process ever had */
    static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown (Linux tells it)";
        }
        try (var lines = Files.lines(status)) {
            String kibibytes = lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .findFirst()
                    .orElseThrow();
            return "%.2f GiB".formatted(Long.parseLong(kibibytes) / GIBIBYTE);
        }
    }
}
