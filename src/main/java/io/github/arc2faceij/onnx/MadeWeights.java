package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights that a session takes from memory instead of from a file. */
final class MadeWeights implements AutoCloseable {

    private final WeightMemory memory = new WeightMemory();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /**
     * @param name of the weight
     * @param shape of it
     * @return room for its numbers, to be filled before the session is made
     */
    FloatBuffer add(String name, List<Long> shape) throws OrtException {
        FloatBuffer numbers = memory.floats(count(shape));
        tensors.put(name, tensor(numbers, shape));
        return numbers;
    }

    static long count(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    static OnnxTensor tensor(FloatBuffer numbers, List<Long> shape) throws OrtException {
        long[] axes = shape.stream().mapToLong(axis -> axis).toArray();
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), numbers, axes);
    }

    /** @return all of them by name */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    /** @return what stands in the graph for a weight that is given to the session when it opens */
    TensorProto asInitializer(String name) {
        StringStringEntryProto place = StringStringEntryProto.newBuilder()
                .setKey("location")
                .setValue("memory")
                .build();
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(place)
                .addAllDims(shape(name))
                .build();
    }

    /** @return what stands in the graph for a weight that is given to the session whenever it runs */
    ValueInfoProto asInput(String name) {
        TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
        shape(name)
                .forEach(axis ->
                        axes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(axis)));
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(axes)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private List<Long> shape(String name) {
        return Arrays.stream(tensors.get(name).getInfo().getShape()).boxed().toList();
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
        tensors.clear();
        memory.close();
    }
}
