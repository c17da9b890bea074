package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.NotEnoughMemoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrtFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error code - ORT_RUNTIME_EXCEPTION - message: bfc_arena.cc:359 AllocateRawInternal Failed to allocate memory"
                        + " for requested buffer of size 1073741824",
                "bfc_arena.cc:376 Available memory of 52428800 is smaller than requested bytes of 104857600",
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=lab",
                "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0",
                "CUDNN failure 5003: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
                "std::bad_alloc"
            })
    void knowsThatMemoryRanOut(String message) {
        Arc2FaceException failure = OrtFailure.exception("The UNet could not be run on CPU", new Exception(message));
        assertInstanceOf(NotEnoughMemoryException.class, failure);
        assertEquals("The UNet could not be run on CPU because there is not enough memory.", failure.getMessage());
    }

    @Test
    void theHeapIsMemoryToo() {
        Throwable heap = new OutOfMemoryError("Java heap space");
        assertInstanceOf(NotEnoughMemoryException.class, OrtFailure.exception("It failed", heap));
    }

    @Test
    void otherFailuresGiveTheirReason() {
        Arc2FaceException failure = OrtFailure.exception("It failed", new Exception("Invalid graph"));
        assertEquals("It failed: Invalid graph.", failure.getMessage());
        assertFalse(failure instanceof NotEnoughMemoryException);
    }

    @Test
    void placesInTheSourcesOfOpenVinoAreLeftOut() {
        String message =
                "Error code - ORT_RUNTIME_EXCEPTION - message: Non-zero status code returned while running X node."
                        + " Name:'X' Status Message: Exception from src/inference/src/cpp/infer_request.cpp:224:\n"
                        + "Exception from src/plugins/intel_cpu/src/node.cpp:794:\n[CPU] Reorder node failed\nMore";
        assertEquals("[CPU] Reorder node failed.", OrtFailure.reason(new Exception(message)));
    }

    @Test
    void whatWebGpuLacksIsSaidWithWhatToDo() {
        String adapter =
                "Error creating execution provider: [ONNXRuntimeError] : 11 : EP_FAIL : /src/webgpu_context.cc:136"
                        + " Initialize(const Config&)::<lambda()> status == Success was false. Failed to get a WebGPU adapter: No"
                        + " supported adapters";
        assertEquals(
                "Failed to get a WebGPU adapter: No supported adapters. Install the latest driver of the graphics card, or"
                        + " choose another device in Edit > Options > Arc2Face.",
                OrtFailure.reason(new Exception(adapter)));
        String half = OrtFailure.reason(
                new Exception("Error code - ORT_FAIL - message: shader_helper.cc:416 GenerateSourceCode Program"
                        + " Gather requires f16 but the device does not support it."));
        assertEquals(
                "Program Gather requires f16 but the device does not support it. The graphics card has no float16: choose"
                        + " float32 as the precision in Edit > Options > Arc2Face.",
                half);
    }
}
