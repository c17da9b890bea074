package io.github.arc2faceij.device;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How ONNX Runtime uses an NVIDIA GPU, as
 * <a href="https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html#configuration-options">its CUDA
 * provider</a> takes it.
 *
 * @param gpu which one, as CUDA counts them, from 0
 * @param memory the most that one network may take of it, in GB (10^9 bytes); 0: as much as there is
 */
public record CudaOptions(int gpu, double memory) {

    /** The first GPU, all of it. */
    public static final CudaOptions DEFAULT = new CudaOptions(0, 0);

    private static final int MAX_GPU = 63;
    private static final double MAX_MEMORY = 1000;
    private static final double GIGABYTE = 1e9;

    /**
     * @param gpu 0 to 63
     * @param memory 0 to 1000 GB
     * @throws Arc2FaceException when a number is out of its range
     */
    public CudaOptions {
        if (gpu < 0 || gpu > MAX_GPU) {
            throw new Arc2FaceException("There is no GPU " + gpu + ". Give 0 for the first one, 1 for the second.");
        }
        if (!(memory >= 0 && memory <= MAX_MEMORY)) {
            throw new Arc2FaceException(
                    "The GPU memory cannot be limited to " + memory + " GB. Give 0 for no limit, up to 1000.");
        }
    }

    /** @return the most that one network may take, in bytes; 0: as much as there is */
    long memoryBytes() {
        return (long) (memory * GIGABYTE);
    }

    /** @return the options by the provider's names for them */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("device_id", Integer.toString(gpu));
        // TF32 keeps 10 bits of a fraction: pictures would not be those of the reference.
        values.put("use_tf32", "0");
        values.put("prefer_nhwc", "1");
        // An arena that doubles takes up to twice what is needed, of which other networks and programs have nothing.
        values.put("arena_extend_strategy", "kSameAsRequested");
        // Trying all algorithms at every new size takes minutes and the memory of the largest.
        values.put("cudnn_conv_algo_search", "HEURISTIC");
        if (memory > 0) {
            values.put("gpu_mem_limit", Long.toString(memoryBytes()));
        }
        return values;
    }
}
