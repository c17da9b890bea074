package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.arc2faceij.device.RuntimeEnvironment;
import io.github.arc2faceij.weights.FileBytes;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the numbers of weights come from: nodes that compute them, or a file.
 *
 * @param sessions that compute
 * @param constants the nodes
 * @param folder what the places of files are relative to
 */
record WeightSource(Sessions sessions, ConstantNodes constants, Path folder) {

    /**
     * @return the shapes of all weights that are computed, by name
     * @throws OrtException when ONNX Runtime cannot tell them
     */
    Map<String, long[]> computed() throws OrtException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        if (constants.results().isEmpty()) {
            return shapes;
        }
        try (OrtSession session = sessions.createForWeights(constants.part(constants.results()), folder)) {
            for (Map.Entry<String, NodeInfo> result : session.getOutputInfo().entrySet()) {
                shapes.put(result.getKey(), shape(result.getKey(), result.getValue()));
            }
        }
        return shapes;
    }

    private static long[] shape(String name, NodeInfo result) throws OrtException {
        long[] shape = ((TensorInfo) result.getInfo()).getShape();
        if (Arrays.stream(shape).anyMatch(axis -> axis < 0)) {
            throw new OrtException("The shape of " + name + " is known only when it is computed");
        }
        return shape;
    }

    /**
     * Computes a weight where its numbers are wanted: in the shape that its last operator has, for another shape would be a copy.
     *
     * @param weight that is computed, by name
     * @param to takes its numbers, as many as there are
     */
    void compute(String weight, FloatBuffer to) throws OrtException {
        String matrix = constants.unshaped(weight);
        try (OrtSession session = sessions.createForWeights(constants.part(Set.of(matrix)), folder);
                OnnxTensor result = OnnxTensor.createTensor(
                        RuntimeEnvironment.get(),
                        to,
                        shape(matrix, session.getOutputInfo().get(matrix)))) {
            session.run(Map.of(), Map.of(matrix, result)).close();
        }
    }

    /** @return whether a weight's numbers can be read: it is float32 and lies in a file */
    static boolean isInFile(TensorProto weight) {
        return weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                && weight.getDataType() == TensorProto.DataType.FLOAT.getNumber();
    }

    /**
     * @param weight that lies in a file
     * @param order into which it is put
     * @param to takes its numbers
     * @throws io.github.arc2faceij.common.Arc2FaceException when the file cannot be read
     */
    void read(TensorProto weight, BlockedKernels order, FloatBuffer to) {
        Map<String, String> place = place(weight);
        long offset = Long.parseLong(place.get("offset"));
        try (FileBytes file = FileBytes.open(folder.resolve(place.get("location")))) {
            order.order(
                    (first, count) -> file.read(offset + (long) first * Float.BYTES, count * Float.BYTES)
                            .asFloatBuffer(),
                    shape(weight),
                    to);
        }
    }

    /** @return how many bytes of a file a weight takes; 0 when it stands in the graph */
    static long bytesInFile(TensorProto weight) {
        return Long.parseLong(place(weight).getOrDefault("length", "0"));
    }

    private static Map<String, String> place(TensorProto weight) {
        return weight.getExternalDataList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }

    static long[] shape(TensorProto weight) {
        return weight.getDimsList().stream().mapToLong(axis -> axis).toArray();
    }
}
