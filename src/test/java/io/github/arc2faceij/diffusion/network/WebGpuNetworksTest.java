package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;

/** On WebGPU in float32; in software, where a pass takes many seconds, at a small size. */
class WebGpuNetworksTest extends NetworksOnDevice {

    private static final double TOLERANCE = 1e-3;

    WebGpuNetworksTest() {
        super(Device.WEBGPU);
    }

    @Override
    void install() {
        InstalledWheels.needWebGpu();
    }

    @Override
    boolean isSlow() {
        return "1".equals(System.getenv("ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER"));
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertClose(golden, found, TOLERANCE, what);
    }
}
