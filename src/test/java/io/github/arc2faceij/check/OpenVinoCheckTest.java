package io.github.arc2faceij.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.InstalledWheels;
import io.github.arc2faceij.device.Precision;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole pictures on OpenVINO's processor. */
class OpenVinoCheckTest {

    private static final Device BFLOAT16 = Device.OPENVINO_CPU.with(GpuOptions.DEFAULT, Precision.BFLOAT16);

    @BeforeAll
    static void install() {
        InstalledWheels.needOpenVino();
    }

    @Test
    void inFloat32ThePictureIsExact() {
        assertEquals(Optional.empty(), DeviceCheck.problem(Device.OPENVINO_CPU));
        String verdict = SelfCheck.run(Device.OPENVINO_CPU, Progress.NONE);
        assertTrue(
                verdict.matches(
                        "passed: a picture made on OpenVINO \\(Intel CPU\\) in .* differs by 0\\.0\\d of 255 .*"),
                verdict);
    }

    /** Asked for bfloat16 where there is none, OpenVINO computes in float32 and says nothing. */
    @Test
    void bfloat16PassesWhereItIsAndIsRefusedElsewhere() {
        Optional<String> problem = DeviceCheck.problem(BFLOAT16);
        if (problem.isPresent()) {
            assertTrue(
                    problem.get().endsWith(" does not compute in bfloat16. Choose float32 as the precision."),
                    problem.get());
            InstalledWheels.skip("the bound of bfloat16: " + problem.get());
        }
        String verdict = SelfCheck.run(BFLOAT16, Progress.NONE);
        assertTrue(verdict.startsWith("passed: a picture made on OpenVINO (Intel CPU), bfloat16 in "), verdict);
    }
}
