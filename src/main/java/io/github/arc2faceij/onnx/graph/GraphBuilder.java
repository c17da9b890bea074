package io.github.arc2faceij.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.TensorLocation;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes an ONNX model: a graph of nodes whose weights stay in the files where they lie. Values are known by their names,
 * which the builder gives. Operators are those of ONNX opset 20 and, through {@link #microsoft}, ONNX Runtime's own.
 *
 * <pre>{@code
 * GraphBuilder graph = new GraphBuilder(folder);
 * String x = graph.input("x", "batch", 3);
 * String y = graph.node("Mul", List.of(x, graph.weight(location, 3)));
 * graph.output("y", y, "batch", 3);
 * Network network = Network.open("Scale", graph.build(), folder, Device.CPU);
 * }</pre>
 */
public final class GraphBuilder {

    private static final String MICROSOFT = "com.microsoft";
    private static final long OPSET = 20;
    private static final long IR_VERSION = 9;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("arc2face");
    private final Path folder;
    private final Precision precision;
    private final boolean plain;
    private final Map<Path, String> places = new HashMap<>();
    private int count;

    /** @param folder that holds every file with weights, see {@link WeightsFolder} */
    public GraphBuilder(Path folder) {
        this(folder, Device.CPU);
    }

    /**
     * @param folder that holds every file with weights, see {@link WeightsFolder}
     * @param device where the graph is to run, in whose precision {@link #working} gives values; inputs and outputs are
     *     float32 all the same
     */
    public GraphBuilder(Path folder, Device device) {
        this.precision = device.precision();
        this.plain = device.provider().plainGraphs();
        this.folder = WeightsFolder.real(folder);
    }

    /** @return whether the device wants plain operators, see {@code Provider.plainGraphs} */
    public boolean plain() {
        return plain;
    }

    /**
     * @param name of the input
     * @param shape an Integer for an axis of fixed length, a String that names any other
     * @return the float32 value that is given to the network under this name
     */
    public String input(String name, Object... shape) {
        graph.addInput(valueInfo(name, shape));
        return name;
    }

    /**
     * @param name of the output
     * @param value what the network gives under this name, of the precision that it computes in
     * @param shape an Integer for an axis of fixed length, a String that names any other
     */
    public void output(String name, String value, Object... shape) {
        NodeProto.Builder node = NodeProto.newBuilder().addInput(value).addOutput(name);
        graph.addNode(
                precision != Precision.FLOAT16
                        ? node.setOpType("Identity")
                        : node.setOpType("Cast").addAttribute(attribute("to", TensorProto.DataType.FLOAT.getNumber())));
        graph.addOutput(valueInfo(name, shape));
    }

    /**
     * @param operator of ONNX
     * @param inputs values, empty for an optional one that is left out
     * @param attributes made by {@link #attribute(String, long...)} and the like
     * @return the node's first output
     */
    public String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return add("", operator, inputs, 1, attributes).get(0);
    }

    /**
     * @param operator of ONNX Runtime's own set, com.microsoft
     * @param inputs values, empty for an optional one that is left out
     * @param attributes made by {@link #attribute(String, long...)} and the like
     * @return the node's first output
     */
    public String microsoft(String operator, List<String> inputs, AttributeProto... attributes) {
        return microsoft(operator, inputs, 1, attributes).get(0);
    }

    /**
     * @param operator of ONNX Runtime's own set, com.microsoft
     * @param inputs values, empty for an optional one that is left out
     * @param outputs how many outputs the node is asked for
     * @param attributes made by {@link #attribute(String, long...)} and the like
     * @return the node's outputs
     */
    public List<String> microsoft(String operator, List<String> inputs, int outputs, AttributeProto... attributes) {
        return add(MICROSOFT, operator, inputs, outputs, attributes);
    }

    private List<String> add(
            String domain, String operator, List<String> inputs, int outputs, AttributeProto... attributes) {
        String name = operator + "_" + count++;
        List<String> names =
                IntStream.range(0, outputs).mapToObj(i -> name + "." + i).toList();
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setDomain(domain)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(names)
                .addAllAttribute(Arrays.asList(attributes)));
        return names;
    }

    /**
     * @param value of any type
     * @param type to convert to
     * @return the converted value
     */
    public String cast(String value, TensorProto.DataType type) {
        return node("Cast", List.of(value), attribute("to", type.getNumber()));
    }

    /**
     * @param value float32
     * @return the same in the precision that the network computes in
     */
    public String working(String value) {
        return precision != Precision.FLOAT16 ? value : cast(value, TensorProto.DataType.FLOAT16);
    }

    /**
     * Weights in the precision that the network computes in, converted once, when the session is made, where the file has
     * others.
     *
     * @param location where they lie: F64, F32, F16 or BF16
     * @param shape as many numbers as there are at the location
     * @return the value
     */
    public String parameter(TensorLocation location, long... shape) {
        boolean half = precision == Precision.FLOAT16 && location.type() == DataType.F16;
        return half ? weight(location, shape) : working(float32(location, shape));
    }

    /**
     * Weights that are read from their file by ONNX Runtime, never by this program.
     *
     * @param location where they lie: F64, F32, F16 or BF16
     * @param shape as many numbers as there are at the location
     * @return the value, of the location's type
     */
    public String weight(TensorLocation location, long... shape) {
        String name = location.name() + "@" + count++;
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(onnxType(location.type()).getNumber())
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", places.computeIfAbsent(location.file(), this::relative)))
                .addExternalData(entry("offset", Long.toString(location.offset())))
                .addExternalData(entry("length", Long.toString(location.length())));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    /**
     * Weights that are read from their file by ONNX Runtime, converted once, when the session is made.
     *
     * @param location where they lie: F64, F32, F16 or BF16
     * @param shape as many numbers as there are at the location
     * @return the float32 value
     */
    public String float32(TensorLocation location, long... shape) {
        String weight = weight(location, shape);
        return location.type() == DataType.F32 ? weight : cast(weight, TensorProto.DataType.FLOAT);
    }

    /**
     * @param values the numbers
     * @return a float32 constant [values.length]
     */
    public String constant(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(TensorProto.DataType.FLOAT, values.length, bytes);
    }

    /**
     * @param values the numbers
     * @return an int64 constant [values.length], for shapes and axes
     */
    public String constant(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(TensorProto.DataType.INT64, values.length, bytes);
    }

    private String constant(TensorProto.DataType type, int length, ByteBuffer bytes) {
        String name = "constant_" + count++;
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addDims(length)
                .setRawData(ByteString.copyFrom(bytes)));
        return name;
    }

    /** @return the model as ONNX Runtime reads it */
    public byte[] build() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /**
     * @param name of the attribute
     * @param values integers
     * @return an attribute that is a list
     */
    public static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    /**
     * @param name of the attribute
     * @param value an integer
     * @return an attribute
     */
    public static AttributeProto attribute(String name, int value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /**
     * @param name of the attribute
     * @param value a number
     * @return an attribute
     */
    public static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    /**
     * @param name of the attribute
     * @param value a word
     * @return an attribute
     */
    public static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private String relative(Path file) {
        return folder.relativize(WeightsFolder.real(file)).toString().replace(File.separatorChar, '/');
    }

    private static TensorProto.DataType onnxType(DataType type) {
        return switch (type) {
            case F64 -> TensorProto.DataType.DOUBLE;
            case F32 -> TensorProto.DataType.FLOAT;
            case F16 -> TensorProto.DataType.FLOAT16;
            case BF16 -> TensorProto.DataType.BFLOAT16;
            default -> throw new IllegalArgumentException("weights are not of type " + type);
        };
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static ValueInfoProto valueInfo(String name, Object... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (Object axis : shape) {
            dims.addDim(
                    axis instanceof Integer length
                            ? TensorShapeProto.Dimension.newBuilder().setDimValue(length)
                            : TensorShapeProto.Dimension.newBuilder().setDimParam((String) axis));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(dims)))
                .build();
    }
}
