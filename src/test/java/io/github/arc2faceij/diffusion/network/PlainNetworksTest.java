package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.Provider;
import java.util.List;

/** The graphs of plain operators that WebGPU runs, on the processor. */
public class PlainNetworksTest extends NetworksOnDevice {

    public static final Device PLAIN = new Device(new PlainProcessor(), GpuOptions.DEFAULT, Precision.FLOAT32);

    private static final double TOLERANCE = 1e-3;

    PlainNetworksTest() {
        super(PLAIN);
    }

    @Override
    void assertNear(Tensor golden, Tensor found, String what) {
        assertClose(golden, found, TOLERANCE, what);
    }

    private record PlainProcessor() implements Provider {

        @Override
        public String label() {
            return "CPU by plain graphs";
        }

        @Override
        public String advice() {
            return "";
        }

        @Override
        public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) {}

        @Override
        public List<String> hardware() {
            return List.of("a processor");
        }

        @Override
        public boolean plainGraphs() {
            return true;
        }
    }
}
