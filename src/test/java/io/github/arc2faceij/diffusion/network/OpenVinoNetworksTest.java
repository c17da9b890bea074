package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;

/** On OpenVINO's processor in float32. */
class OpenVinoNetworksTest extends NetworksOnDevice {

    private static final double TOLERANCE = 1e-3;

    OpenVinoNetworksTest() {
        super(Device.OPENVINO_CPU);
    }

    @Override
    void install() {
        InstalledWheels.needOpenVino();
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertClose(golden, found, TOLERANCE, what);
    }
}
