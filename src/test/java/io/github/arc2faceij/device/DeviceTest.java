package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.Gpus.Gpu;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What ONNX Runtime and the driver are told and asked, as texts. */
class DeviceTest {

    private static final Device SECOND = Device.cuda(new CudaOptions(1, 2.5), Precision.FLOAT16);

    @Test
    void cudaIsAskedForTheReferencesNumbersAndForNoMoreMemoryThanNeeded() {
        assertEquals(
                Map.of(
                        "device_id", "0",
                        "use_tf32", "0",
                        "prefer_nhwc", "1",
                        "arena_extend_strategy", "kSameAsRequested",
                        "cudnn_conv_algo_search", "HEURISTIC"),
                CudaOptions.DEFAULT.values());
        assertEquals("1", SECOND.cuda().values().get("device_id"));
        assertEquals("2500000000", SECOND.cuda().values().get("gpu_mem_limit"));
        assertEquals(Map.of("ModelFormat", "MLProgram"), Provider.CORE_ML_OPTIONS);
    }

    @Test
    void memoryIsGivenBackToTheArenaOfTheDevice() {
        assertEquals("cpu:0", Device.CPU.arena());
        assertEquals("gpu:1", SECOND.arena());
    }

    @Test
    void recipesTellWhatRan() {
        assertEquals("CPU", Device.CPU.description());
        assertEquals("CUDA (NVIDIA GPU)", Device.CUDA.description());
        assertEquals("CUDA (NVIDIA GPU) 1, float16", SECOND.description());
        assertEquals("CUDA (NVIDIA GPU)", SECOND.label());
    }

    @Test
    void numbersOutOfTheirRangeAreRefused() {
        for (Supplier<CudaOptions> wrong : List.<Supplier<CudaOptions>>of(
                () -> new CudaOptions(-1, 0),
                () -> new CudaOptions(64, 0),
                () -> new CudaOptions(0, -0.1),
                () -> new CudaOptions(0, 1000.5),
                () -> new CudaOptions(0, Double.NaN))) {
            assertThrows(Arc2FaceException.class, wrong::get);
        }
    }

    @Test
    void theDriversListIsRead() {
        String output = "NVIDIA RTX A4000, 550.54.14, 15000, 16376\nTesla T4, 550.54.14, 100, 15360\n";
        List<Gpu> gpus = Gpus.parse(output);
        assertEquals(new Gpu("NVIDIA RTX A4000", "550.54.14", 15000L << 20, 16376L << 20), gpus.get(0));
        assertEquals(2, gpus.size());
        assertEquals(
                List.of(), Gpus.parse("NVIDIA-SMI has failed because it couldn't communicate, with, the, driver."));
        assertEquals(List.of(), Gpus.parse("Old card, 390.157, [N/A], [N/A]"));
    }
}
