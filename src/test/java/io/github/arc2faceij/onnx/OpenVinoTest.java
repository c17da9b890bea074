package io.github.arc2faceij.onnx;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import org.junit.jupiter.api.BeforeAll;

/** OpenVINO on the processor. */
class OpenVinoTest extends PluginDevice {

    OpenVinoTest() {
        super(Device.OPENVINO_CPU, 512);
    }

    @BeforeAll
    static void install() {
        InstalledWheels.needOpenVino();
    }
}
