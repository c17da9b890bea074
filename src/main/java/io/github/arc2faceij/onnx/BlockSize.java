package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import java.nio.file.Path;
import java.util.Map;

/**
 * How many channels ONNX Runtime takes at a time on this processor. It does not tell, but fills up the last block with zeros: as
 * many channels as a few become are one block.
 */
final class BlockSize {

    private static final int FEW = 4;

    /** Computed once, when it is first asked for. */
    static final int HERE = measured();

    private BlockSize() {}

    private static int measured() {
        Path noWeights = Path.of(System.getProperty("java.io.tmpdir"));
        try (Network network = Network.open("block size", model(), noWeights, Device.CPU)) {
            return network.run(Map.of("x", Tensor.zeros(1, FEW, 1, 1)), Progress.NONE)
                    .get("y")
                    .dim(1);
        } catch (Arc2FaceException e) {
            return 1; // a processor for which ONNX Runtime has no blocks, and so no such node
        }
    }

    private static byte[] model() {
        TypeProto.Tensor numbers = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .build();
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis : new int[] {1, FEW, 1, 1}) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(axis));
        }
        return ModelProto.newBuilder()
                .setIrVersion(9)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(20))
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain(BlockedConvolutions.DOMAIN)
                        .setVersion(1))
                .setGraph(GraphProto.newBuilder()
                        .setName("blocks")
                        .addInput(value("x", numbers.toBuilder().setShape(shape).build()))
                        .addOutput(value("y", numbers))
                        .addNode(BlockedConvolutions.reorder("ReorderInput", "x", "y")))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, TypeProto.Tensor type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
