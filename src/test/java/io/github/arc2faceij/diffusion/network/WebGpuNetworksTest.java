package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import org.junit.jupiter.api.BeforeAll;

/** On WebGPU in float32. */
class WebGpuNetworksTest extends NetworksOnDevice {

    private static final double TOLERANCE = 1e-3;

    WebGpuNetworksTest() {
        super(Device.WEBGPU);
    }

    @BeforeAll
    static void install() {
        InstalledWheels.needWebGpu();
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertClose(golden, found, TOLERANCE, what);
    }
}
