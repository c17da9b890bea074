package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Finding;
import io.github.arc2faceij.device.Gpus.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX Runtime and the driver are told and asked, as texts. */
class DeviceTest {

    private static final Device SECOND = Device.CUDA.with(new GpuOptions(1, 2.5), Precision.FLOAT16);

    @Test
    void cudaIsAskedForTheReferencesNumbersAndForNoMoreMemoryThanNeeded() {
        assertEquals(
                Map.of(
                        "device_id", "0",
                        "use_tf32", "0",
                        "prefer_nhwc", "1",
                        "arena_extend_strategy", "kSameAsRequested",
                        "cudnn_conv_algo_search", "HEURISTIC"),
                CudaProvider.values(GpuOptions.DEFAULT));
        assertEquals("1", CudaProvider.values(SECOND.gpu()).get("device_id"));
        assertEquals("2500000000", CudaProvider.values(SECOND.gpu()).get("gpu_mem_limit"));
        assertEquals(Map.of("ModelFormat", "MLProgram"), CoreMlProvider.OPTIONS);
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
        for (Supplier<GpuOptions> wrong : List.<Supplier<GpuOptions>>of(
                () -> new GpuOptions(-1, 0),
                () -> new GpuOptions(64, 0),
                () -> new GpuOptions(0, -0.1),
                () -> new GpuOptions(0, 1000.5),
                () -> new GpuOptions(0, Double.NaN))) {
            assertThrows(Arc2FaceException.class, wrong::get);
        }
    }

    @Test
    void theDriversListIsRead() {
        String output = "NVIDIA RTX A4000, 550.54.14, 15000, 16376\nTesla T4, 550.54.14, 100, 15360\n";
        List<Gpu> gpus = Gpus.parse(output);
        assertEquals(new Gpu("NVIDIA RTX A4000", "550.54.14", "15.7 GB of 17.2 GB free"), gpus.get(0));
        assertEquals(2, gpus.size());
        assertEquals(
                List.of(), Gpus.parse("NVIDIA-SMI has failed because it couldn't communicate, with, the, driver."));
        assertEquals(
                List.of(new Gpu("NVIDIA GB10", "580.95.05", "memory that its driver does not tell")),
                Gpus.parse("NVIDIA GB10, 580.95.05, [N/A], [N/A]"));
    }

    @Test
    void everyGpuIsALine() {
        Gpu first = new Gpu("NVIDIA RTX A4000", "550.54.14", "15.0 GB of 16.0 GB free");
        Gpu second = new Gpu("Tesla T4", "550.54.14", "900 MB of 15.0 GB free");
        assertEquals(
                List.of(
                        "NVIDIA GPU 0: NVIDIA RTX A4000, driver 550.54.14, 15.0 GB of 16.0 GB free",
                        "NVIDIA GPU 1: Tesla T4, driver 550.54.14, 900 MB of 15.0 GB free"),
                CudaProvider.gpus(List.of(first, second)).stream()
                        .map(Finding::toString)
                        .toList());
    }

    @Test
    void noGpuIsALineToo() {
        String line = CudaProvider.gpus(List.of()).get(0).toString();
        assertTrue(line.startsWith("NVIDIA GPUs: none; "), line);
    }

    @Test
    void whatAProviderDoesNotTakeIsLeftAsItIs() {
        assertEquals(Device.CPU, Device.CPU.with(new GpuOptions(1, 2.5), Precision.FLOAT16));
        assertEquals(Device.COREML, Device.COREML.with(new GpuOptions(1, 2.5), Precision.FLOAT16));
    }

    @Test
    void openVinoIsToldThePrecisionAlways() {
        assertEquals(
                "{\"CPU\": {\"INFERENCE_PRECISION_HINT\": \"f32\"}}",
                OpenVinoProvider.config("CPU", Precision.FLOAT32));
        assertEquals(
                "{\"CPU\": {\"INFERENCE_PRECISION_HINT\": \"bf16\"}}",
                OpenVinoProvider.config("CPU", Precision.BFLOAT16));
        assertEquals(
                "{\"GPU.1\": {\"INFERENCE_PRECISION_HINT\": \"f16\"}}",
                OpenVinoProvider.config("GPU.1", Precision.FLOAT16));
    }

    /** What OpenVINO tells of a processor with AMX and of one without. */
    @Test
    void bfloat16IsForProcessorsThatHaveIt() {
        String common = "FP32 INT8 BIN EXPORT_IMPORT";
        Map<String, String> amx = Map.of("FULL_DEVICE_NAME", "Xeon", "OPTIMIZATION_CAPABILITIES", "BF16 " + common);
        Map<String, String> plain = Map.of("FULL_DEVICE_NAME", "Core", "OPTIMIZATION_CAPABILITIES", common);
        OpenVinoProvider.checkPrecision(amx, Precision.BFLOAT16);
        OpenVinoProvider.checkPrecision(plain, Precision.FLOAT32);
        String message = assertThrows(
                        Arc2FaceException.class, () -> OpenVinoProvider.checkPrecision(plain, Precision.BFLOAT16))
                .getMessage();
        assertEquals("Core does not compute in bfloat16. Choose float32 as the precision.", message);
    }

    @Test
    void cardsHaveTheirNames(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(
                folder.resolve("pci.ids"),
                "# list\n1002  Advanced Micro Devices\n\t73df  Navi 22 [Radeon RX 6700]\n\t\t1002 0e36  sub\n\t73e0  Other\n"
                        + "10de  NVIDIA\n\t73df  Wrong\n");
        assertEquals(Optional.of("Navi 22 [Radeon RX 6700]"), PciNames.find(list, 0x1002, 0x73df));
        assertEquals(Optional.of("Other"), PciNames.find(list, 0x1002, 0x73e0));
        assertEquals(Optional.empty(), PciNames.find(list, 0x10de, 0x73e0));
        assertEquals(Optional.empty(), PciNames.find(list, 0x8086, 0x73e0));
        assertEquals(Optional.empty(), PciNames.find(folder.resolve("absent"), 0x8086, 0x73e0));
        assertEquals("Arc A770", WebGpuProvider.name(Map.of("Description", "Arc A770"), "Intel", 0x8086, 0x56a0));
        assertEquals("Nobody GPU fffe:fffe", WebGpuProvider.name(Map.of(), "Nobody", 0xfffe, 0xfffe));
    }

    @Test
    void networksOfFacesTakeFloat32WhereThereIsFloat32() {
        assertEquals(Precision.FLOAT32, SECOND.inFloat32().precision());
        assertEquals(1, SECOND.inFloat32().gpu().index());
        assertEquals(Precision.FLOAT16, Device.OPENVINO_NPU.inFloat32().precision());
    }

    @Test
    void aRecipeNamesTheLibraryOfTheDevice() {
        assertEquals(
                Optional.of("onnxruntime-ep-webgpu-0.4.0"),
                Device.WEBGPU.provider().library());
        assertEquals(
                Optional.of("onnxruntime-ep-openvino-1.8.1"),
                Device.OPENVINO_GPU.provider().library());
        assertEquals(Optional.empty(), Device.CPU.provider().library());
        assertEquals(Optional.empty(), Device.CPU.card());
    }
}
