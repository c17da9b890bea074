package io.github.arc2faceij.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the results of constant nodes, a part of them at a time, each in a session of its own: the memory of
 * intermediate results is free again after each part.
 *
 * @param sessions that open it
 * @param folder what the places of the weights are relative to
 * @param model takes the results
 */
record ConstantResults(Sessions sessions, Path folder, PreparedModel model) {

    /** Weights that are changed at the same time: more needs more memory, less takes more time. */
    private static final long PART_BYTES = 32L << 20;

    /**
     * @param constants what is computed
     * @throws OrtException when a result cannot be computed
     */
    void compute(ConstantNodes constants) throws OrtException {
        try (WeightMemory scratch = new WeightMemory()) {
            for (List<String> part : constants.results(PART_BYTES)) {
                byte[] graph = constants.part(part).toByteArray();
                try (OrtSession session = sessions.createForWeights(graph, folder)) {
                    run(session, scratch);
                }
                scratch.reuse();
            }
        }
    }

    private void run(OrtSession session, WeightMemory scratch) throws OrtException {
        Map<String, OnnxTensor> results = new HashMap<>();
        Map<String, FloatBuffer> unordered = new HashMap<>();
        try {
            for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
                String name = output.getKey();
                List<Long> shape = shape(output.getValue());
                boolean kernel = model.isKernel(name, shape);
                FloatBuffer room = kernel ? scratch.floats(MadeWeights.count(shape)) : model.room(name, shape);
                if (kernel) {
                    unordered.put(name, room);
                }
                results.put(name, MadeWeights.tensor(room, shape));
            }
            session.run(Map.of(), results).close();
            for (Map.Entry<String, FloatBuffer> kernel : unordered.entrySet()) {
                String name = kernel.getKey();
                FloatBuffer numbers = kernel.getValue();
                model.order(
                        name,
                        shape(results.get(name).getInfo()),
                        (first, to) -> numbers.get(Math.toIntExact(first), to));
            }
        } finally {
            results.values().forEach(OnnxTensor::close);
        }
    }

    private static List<Long> shape(NodeInfo value) {
        return shape((TensorInfo) value.getInfo());
    }

    private static List<Long> shape(TensorInfo tensor) {
        return Arrays.stream(tensor.getShape()).boxed().toList();
    }
}
