package io.github.arc2faceij.check;

import com.sun.management.OperatingSystemMXBean;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Finding;
import io.github.arc2faceij.common.FreeMemory;
import io.github.arc2faceij.device.Device;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The part of the installation check that looks at the computer: memory, processors, and what providers need. */
final class HardwareCheck {

    private HardwareCheck() {}

    /** @return what was found */
    static List<Finding> run() {
        List<Finding> findings = new ArrayList<>(memory());
        Device.ALL.forEach(device -> findings.addAll(device.provider().findings()));
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
}
