package io.github.arc2faceij.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Finding;
import io.github.arc2faceij.device.Gpus.Gpu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An NVIDIA GPU, on Linux and Windows. */
record CudaProvider() implements Provider {

    @Override
    public String label() {
        return "CUDA (NVIDIA GPU)";
    }

    @Override
    public String advice() {
        return "CUDA needs the part cuda of the update site, an NVIDIA GPU with a recent driver, and CUDA 12 and cuDNN 9 on the"
                + " system's library path.";
    }

    @Override
    public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu.index())) {
            for (Map.Entry<String, String> option : values(gpu).entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            options.addCUDA(cuda);
        }
    }

    /**
     * @param gpu which one, and how much of it
     * @return ONNX Runtime's options, by the names that
     *     <a href="https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html#configuration-options">its
     *     CUDA provider</a> has for them
     */
    static Map<String, String> values(GpuOptions gpu) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("device_id", Integer.toString(gpu.index()));
        // TF32 keeps 10 bits of a fraction: pictures would not be those of the reference.
        values.put("use_tf32", "0");
        values.put("prefer_nhwc", "1");
        // An arena that doubles takes up to twice what is needed, of which other networks and programs have nothing.
        values.put("arena_extend_strategy", "kSameAsRequested");
        // Trying all algorithms at every new size takes minutes and the memory of the largest.
        values.put("cudnn_conv_algo_search", "HEURISTIC");
        if (gpu.memory() > 0) {
            values.put("gpu_mem_limit", Long.toString(gpu.memoryBytes()));
        }
        return values;
    }

    @Override
    public List<Precision> precisions() {
        return List.of(Precision.FLOAT32, Precision.FLOAT16);
    }

    @Override
    public GpuOptions taken(GpuOptions wanted) {
        return wanted;
    }

    @Override
    public List<String> hardware() {
        List<String> names = Names.ALL;
        if (names.isEmpty()) {
            throw new Arc2FaceException(
                    "The driver's program nvidia-smi was not found or lists no NVIDIA GPU. " + advice());
        }
        return names;
    }

    /** Asked for once: the driver takes up to a second to answer, and a process keeps the cards that it started with. */
    private static final class Names {
        private static final List<String> ALL =
                Gpus.list().stream().map(Gpu::name).toList();
    }

    /** A GPU fails without harm, so it may be tried. */
    @Override
    public OptionalLong freeMemory() {
        return OptionalLong.empty();
    }

    @Override
    public String arena(GpuOptions gpu) {
        return "gpu:" + gpu.index();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Optional<Path>> libraries = CudaLibraries.find();
        if (!libraries.isEmpty()) {
            findings.add(new Finding("Needed for CUDA", CudaLibraries.NEEDED));
            findings.addAll(gpus(Gpus.list()));
        }
        libraries.forEach((name, path) ->
                findings.add(new Finding(name, path.map(Path::toString).orElse("not found"))));
        return findings;
    }

    /**
     * @param gpus as the driver lists them
     * @return a line for each, or one that there is none
     */
    static List<Finding> gpus(List<Gpu> gpus) {
        if (gpus.isEmpty()) {
            return List.of(
                    new Finding("NVIDIA GPUs", "none; the driver's program nvidia-smi was not found or lists none"));
        }
        List<Finding> findings = new ArrayList<>();
        for (Gpu gpu : gpus) {
            findings.add(new Finding(
                    "NVIDIA GPU " + findings.size(), gpu.name() + ", driver " + gpu.driver() + ", " + gpu.memory()));
        }
        return findings;
    }
}
