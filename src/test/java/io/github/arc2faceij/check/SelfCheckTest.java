package io.github.arc2faceij.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.CudaOptions;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.Provider;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The comparison; that the test passes is shown by CheckInstallationTest. */
class SelfCheckTest {

    private static final int CELLS = 8 * 8;

    @Test
    void oneWrongCellOfOneChannelIsFound() {
        Picture picture = Picture.black(128, 128);
        Arrays.fill(picture.rgb(), (byte) 200);
        double[] means = new double[3 * CELLS];
        Arrays.fill(means, 200);
        assertEquals(0, SelfCheck.largestDifference(picture, means));
        for (int y = 16; y < 32; y++) {
            for (int x = 112; x < 128; x++) {
                picture.rgb()[3 * (y * 128 + x) + 2] = (byte) 190;
            }
        }
        assertEquals(10, SelfCheck.largestDifference(picture, means));
        means[2 * CELLS + 8 + 7] = 190;
        assertEquals(0, SelfCheck.largestDifference(picture, means));
    }

    /** The picture that a GPU makes in half precision, as far as a processor can tell. */
    @Test
    void halfPrecisionPasses() {
        Device half = new Device(Provider.CPU, CudaOptions.DEFAULT, Precision.FLOAT16);
        String verdict = SelfCheck.run(half, Progress.NONE);
        assertTrue(verdict.startsWith("passed: a picture made on CPU, float16 in "), verdict);
    }

    @Test
    void onlySmallDifferencesPass() {
        assertTrue(SelfCheck.verdict(Device.CUDA, 1.9, 1).startsWith("passed"));
        String wrong = SelfCheck.verdict(Device.CUDA, 2.1, 1);
        assertTrue(wrong.startsWith("FAILED"), wrong);
        assertTrue(wrong.contains("2.10") && wrong.contains(Device.CUDA.label()), wrong);
    }
}
