package io.github.arc2faceij.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.check.InstallationCheck.Finding;
import io.github.arc2faceij.device.Gpus.Gpu;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardwareCheckTest {

    @Test
    void everyGpuIsALine() {
        Gpu first = new Gpu("NVIDIA RTX A4000", "550.54.14", 15_000_000_000L, 16_000_000_000L);
        Gpu second = new Gpu("Tesla T4", "550.54.14", 900_000_000, 15_000_000_000L);
        assertEquals(
                List.of(
                        "NVIDIA GPU 0: NVIDIA RTX A4000, driver 550.54.14, 15.0 GB of 16.0 GB free",
                        "NVIDIA GPU 1: Tesla T4, driver 550.54.14, 900 MB of 15.0 GB free"),
                HardwareCheck.gpus(List.of(first, second)).stream()
                        .map(Finding::toString)
                        .toList());
    }

    @Test
    void noGpuIsALineToo() {
        String line = HardwareCheck.gpus(List.of()).get(0).toString();
        assertTrue(line.startsWith("NVIDIA GPUs: none; "), line);
    }

    @Test
    void theProcessorsAreCounted() {
        Finding expected =
                new Finding("Processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        assertTrue(HardwareCheck.run().contains(expected));
    }
}
