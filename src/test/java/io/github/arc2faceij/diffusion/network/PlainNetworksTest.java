package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.ProcessorProvider;

/** The graphs of plain operators that WebGPU runs, on the processor. */
public class PlainNetworksTest extends NetworksOnDevice {

    public static final Device PLAIN =
            new Device(new ProcessorProvider(true, false), GpuOptions.DEFAULT, Precision.FLOAT32);

    private static final double TOLERANCE = 1e-3;

    PlainNetworksTest() {
        super(PLAIN);
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertClose(golden, found, TOLERANCE, what);
    }
}
