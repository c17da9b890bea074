package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import org.junit.jupiter.api.BeforeAll;

/** On WebGPU in float32; in software, where a pass takes 10 s, at the last timestep alone. */
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
    int[] timesteps(int... all) {
        boolean software = "1".equals(System.getenv("ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER"));
        return software ? new int[] {all[all.length - 1]} : all;
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertClose(golden, found, TOLERANCE, what);
    }
}
