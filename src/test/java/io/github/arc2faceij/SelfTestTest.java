package io.github.arc2faceij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.onnx.CudaOptions;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.onnx.Precision;
import io.github.arc2faceij.onnx.Provider;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The comparison; that the test passes is shown by CheckInstallationTest. */
class SelfTestTest {

    private static final int CELLS = 8 * 8;

    @Test
    void oneWrongCellOfOneChannelIsFound() {
        Picture picture = Picture.black(128, 128);
        Arrays.fill(picture.rgb(), (byte) 200);
        double[] means = new double[3 * CELLS];
        Arrays.fill(means, 200);
        assertEquals(0, SelfTest.largestDifference(picture, means));
        for (int y = 16; y < 32; y++) {
            for (int x = 112; x < 128; x++) {
                picture.rgb()[3 * (y * 128 + x) + 2] = (byte) 190;
            }
        }
        assertEquals(10, SelfTest.largestDifference(picture, means));
        means[2 * CELLS + 8 + 7] = 190;
        assertEquals(0, SelfTest.largestDifference(picture, means));
    }

    /** The picture that a GPU makes in half precision, as far as a processor can tell. */
    @Test
    void halfPrecisionPasses() {
        Device half = new Device(Provider.CPU, CudaOptions.DEFAULT, Precision.FLOAT16);
        String verdict = SelfTest.run(half, Progress.NONE);
        assertTrue(verdict.startsWith("passed: a picture made on CPU, float16 in "), verdict);
    }

    @Test
    void onlySmallDifferencesPass() {
        assertTrue(SelfTest.verdict(Device.CUDA, 1.9, 1).startsWith("passed"));
        String wrong = SelfTest.verdict(Device.CUDA, 2.1, 1);
        assertTrue(wrong.startsWith("FAILED"), wrong);
        assertTrue(wrong.contains("2.10") && wrong.contains(Device.CUDA.label()), wrong);
    }
}
