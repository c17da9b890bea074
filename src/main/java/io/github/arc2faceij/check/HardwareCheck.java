package io.github.arc2faceij.check;

import com.sun.management.OperatingSystemMXBean;
import io.github.arc2faceij.check.InstallationCheck.Finding;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.FreeMemory;
import io.github.arc2faceij.device.CudaLibraries;
import io.github.arc2faceij.device.Gpus;
import io.github.arc2faceij.device.Gpus.Gpu;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the installation check that looks at the computer: memory, processors, GPUs and their libraries. */
final class HardwareCheck {

    private HardwareCheck() {}

    /** @return what was found */
    static List<Finding> run() {
        List<Finding> findings = new ArrayList<>(memory());
        Map<String, Optional<Path>> libraries = CudaLibraries.find();
        if (!libraries.isEmpty()) {
            findings.add(new Finding("Needed for CUDA", CudaLibraries.NEEDED));
            findings.addAll(gpus(Gpus.list()));
        }
        libraries.forEach((name, path) ->
                findings.add(new Finding(name, path.map(Path::toString).orElse("not found"))));
        return findings;
    }

    private static List<Finding> memory() {
        Runtime java = Runtime.getRuntime();
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("Processors", Integer.toString(java.availableProcessors())));
        findings.add(new Finding(
                "Memory of ImageJ",
                ByteCount.text(java.totalMemory() - java.freeMemory()) + " of " + ByteCount.text(java.maxMemory())
                        + " in use; networks use memory outside of it"));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean computer) {
            long total = computer.getTotalMemorySize();
            long free = FreeMemory.ofComputer().orElse(computer.getFreeMemorySize());
            findings.add(new Finding(
                    "Memory of the computer",
                    ByteCount.text(Math.min(free, total)) + " of " + ByteCount.text(total) + " free"));
        }
        return findings;
    }

    /**
     * @param gpus as the driver lists them
     * @return a line for each, or one that there is none
     */
    static List<Finding> gpus(List<Gpu> gpus) {
        if (gpus.isEmpty()) {
            return List.of(
                    new Finding("NVIDIA GPUs", "none; the driver's program nvidia-smi was not found or lists none"));
        }
        List<Finding> findings = new ArrayList<>();
        for (Gpu gpu : gpus) {
            findings.add(new Finding(
                    "NVIDIA GPU " + findings.size(),
                    gpu.name() + ", driver " + gpu.driver() + ", " + ByteCount.text(gpu.free()) + " of "
                            + ByteCount.text(gpu.total()) + " free"));
        }
        return findings;
    }
}
