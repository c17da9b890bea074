package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import org.junit.jupiter.api.Tag;

/** On the first NVIDIA GPU in float32. */
@Tag("gpu")
class CudaNetworksTest extends NetworksOnDevice {

    private static final double TOLERANCE = 1e-3;

    CudaNetworksTest() {
        super(Device.CUDA);
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertClose(golden, found, TOLERANCE, what);
    }
}
