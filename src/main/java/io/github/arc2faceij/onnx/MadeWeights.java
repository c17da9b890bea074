package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.arc2faceij.device.RuntimeEnvironment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Weights that a session takes from memory instead of from a file. They lie outside the Java heap and its limits, in one
 * piece, which the system gets back when this is closed: of many small ones the C library would keep some.
 */
final class MadeWeights implements AutoCloseable {

    private static final int ALIGNMENT = 64;

    private final Pointer memory;
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /**
     * @param shapes of the weights by name
     * @throws OutOfMemoryError when there is not enough memory
     */
    MadeWeights(Map<String, long[]> shapes) throws OrtException {
        long size = shapes.values().stream().mapToLong(MadeWeights::bytes).sum() + ALIGNMENT;
        memory = Pointer.malloc(size);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError("no memory for weights of " + size + " bytes");
        }
        long place = ALIGNMENT - memory.address() % ALIGNMENT;
        for (Map.Entry<String, long[]> weight : shapes.entrySet()) {
            tensors.put(weight.getKey(), tensor(place, weight.getValue()));
            place += bytes(weight.getValue());
        }
    }

    private OnnxTensor tensor(long place, long[] shape) throws OrtException {
        FloatBuffer numbers = memory.getPointer(BytePointer.class, place)
                .capacity(count(shape) * Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return OnnxTensor.createTensor(RuntimeEnvironment.get(), numbers, shape);
    }

    static long count(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private static long bytes(long[] shape) {
        return (count(shape) * Float.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** @return all of them by name */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    /** @return the numbers of one, to be filled */
    FloatBuffer numbers(String name) {
        return (FloatBuffer) tensors.get(name).getBufferRef().orElseThrow();
    }

    /** @return what stands in the graph for a weight that is given to the session when it opens */
    static TensorProto asInitializer(String name, long[] shape) {
        StringStringEntryProto place = StringStringEntryProto.newBuilder()
                .setKey("location")
                .setValue("memory")
                .build();
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(place);
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor.build();
    }

    /** @return what stands in the graph for a weight that is given to the session whenever it runs */
    static ValueInfoProto asInput(String name, long[] shape) {
        TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
        Arrays.stream(shape)
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

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
        tensors.clear();
        Pointer.free(memory);
    }
}
