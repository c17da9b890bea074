package io.github.arc2faceij.diffusion.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.weights.Goldens;
import org.junit.jupiter.api.Test;

class ActivationMemoryTest {

    private static final NetworkConfig CONFIG = NetworkConfig.readFile(Goldens.path("full/arc2face/config.json"));
    private static final ActivationMemory SD15 = ActivationMemory.of(CONFIG, Device.CPU);

    /** Growth of the resident memory in one pass, in MB: Linux, ONNX Runtime 1.29.0, two cores. */
    @Test
    void theEstimateIsAtMostAThirdAboveWhatWasMeasured() {
        assertEstimates(112, 1, 64);
        assertEstimates(220, 2, 64);
        assertEstimates(557, 2, 96);
        assertEstimates(432, 1, 128);
    }

    @Test
    void whatWaitsAreTheResultsOfTheWayDown() {
        assertEquals(320, SD15.channels());
        assertEquals(3 * 320 + 80 + 2 * 160 + 40 + 2 * 80 + 20 + 2 * 20, SD15.waiting());
    }

    /** Of 16 slices of the queries of 8 heads, one is there before and after the softmax. */
    @Test
    void plainAttentionKeepsScores() {
        ActivationMemory plain = ActivationMemory.of(CONFIG, Device.WEBGPU);

        long scores = 3 * 2 * 8 / 16 * Float.BYTES * (96L * 96) * (96L * 96);
        assertEquals(SD15.bytes(3, 96, 96) + scores, plain.bytes(3, 96, 96));
    }

    private static void assertEstimates(double measured, int rows, int side) {
        double estimate = SD15.bytes(rows, side, side) / 1e6;
        assertTrue(estimate > measured * 0.98 && estimate < measured * 4 / 3, estimate + " MB for " + measured);
    }
}
