package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.CudaOptions;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import org.junit.jupiter.api.Tag;

/** On the first NVIDIA GPU in float16. */
@Tag("gpu")
class CudaFloat16NetworksTest extends NetworksOnDevice {

    CudaFloat16NetworksTest() {
        super(Device.cuda(CudaOptions.DEFAULT, Precision.FLOAT16));
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        Float16NetworksTest.assertNearInHalf(golden, found, what);
    }
}
