package io.github.arc2faceij.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.arc2faceij.device.CudaLibraries;
import io.github.arc2faceij.device.Device;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceCheckTest {

    @Test
    void theProcessorWorks() {
        assertEquals(Optional.empty(), DeviceCheck.problem(Device.CPU));
    }

    @Test
    void withoutCudaTheReasonIsOneSentence() {
        boolean complete = CudaLibraries.find().values().stream().allMatch(Optional::isPresent)
                && !CudaLibraries.find().isEmpty();
        assumeTrue(!complete, "needs a computer without CUDA");
        String reason = DeviceCheck.problem(Device.CUDA).orElseThrow();
        assertTrue(reason.matches("[^\\n]{10,310}[^.]\\."), reason);
    }

    @Test
    void whereThereIsNoCoreMlTheReasonIsOneSentence() {
        assumeTrue(!System.getProperty("os.name").startsWith("Mac"), "needs a computer that is no Mac");
        String reason = DeviceCheck.problem(Device.COREML).orElseThrow();
        assertTrue(reason.matches("[^\\n]{10,310}[^.]\\."), reason);
    }
}
