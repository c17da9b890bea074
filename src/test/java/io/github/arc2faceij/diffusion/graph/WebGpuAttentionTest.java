package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import org.junit.jupiter.api.BeforeAll;

/** Attention on WebGPU. */
class WebGpuAttentionTest extends AttentionTest {

    @BeforeAll
    static void install() {
        InstalledWheels.needWebGpu();
    }

    @Override
    Device device() {
        return Device.WEBGPU;
    }
}
