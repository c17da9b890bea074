package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import io.github.arc2faceij.device.library.ProviderLibrary;
import org.junit.jupiter.api.BeforeAll;

/** Attention on WebGPU. */
class WebGpuAttentionTest extends AttentionTest {

    @BeforeAll
    static void install() {
        InstalledWheels.need(ProviderLibrary.WEBGPU);
    }

    @Override
    Device device() {
        return Device.WEBGPU;
    }
}
