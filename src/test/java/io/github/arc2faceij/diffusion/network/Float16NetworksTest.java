package io.github.arc2faceij.diffusion.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TensorAssert;
import io.github.arc2faceij.device.CudaOptions;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.Provider;

/** The graphs that a GPU runs in half precision, on the processor. */
public class Float16NetworksTest extends NetworksOnDevice {

    public static final Device HALF = new Device(Provider.CPU, CudaOptions.DEFAULT, Precision.FLOAT16);

    /** Of the largest number of the golden. */
    private static final double TOLERANCE = 2e-2;

    Float16NetworksTest() {
        super(HALF);
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertNearInHalf(golden, found, what);
    }

    /** Numbers that are exactly the golden's would mean that they were computed in float32. */
    public static void assertNearInHalf(Tensor golden, Tensor found, String what) {
        double largest = TensorAssert.largestDifference(golden, Tensor.zeros(golden.shape()));
        double relative = TensorAssert.largestDifference(golden, found) / largest;
        assertTrue(relative <= TOLERANCE && relative > 1e-5, what + " differs by " + relative + " of the largest");
    }
}
