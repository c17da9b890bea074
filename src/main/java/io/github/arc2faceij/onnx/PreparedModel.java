package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A float32 model whose weights are ready for the processor before ONNX Runtime sees them. Left to itself, it computes changed
 * weights and orders the kernels of convolutions while it rewrites the graph: that takes several copies of each, on one core,
 * and memory that it does not give back. What comes out of the network is the same, number by number.
 */
final class PreparedModel {

    private final MadeWeights copied = new MadeWeights();
    private final MadeWeights kernels = new MadeWeights();
    private final Map<String, Long> ordered = new HashMap<>();
    private final BlockedKernels order;
    private final BlockedConvolutions convolutions;
    private final byte[] graph;

    /**
     * @param sessions that open it
     * @param model whose weights lie in files
     * @param folder what their places are relative to
     * @throws OrtException when a weight cannot be computed
     * @throws OutOfMemoryError when there is not enough memory
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file of weights cannot be read
     */
    PreparedModel(Sessions sessions, byte[] model, Path folder) throws OrtException {
        ModelProto before = parse(model);
        ConstantNodes constants = new ConstantNodes(before);
        convolutions = new BlockedConvolutions(before.getGraph().getNodeList());
        order = new BlockedKernels(convolutions.isEmpty() ? 1 : BlockSize.HERE);
        try {
            new ConstantResults(sessions, folder, this).compute(constants);
            for (TensorProto weight : before.getGraph().getInitializerList()) {
                orderFromFile(weight, folder);
            }
            graph = rewritten(before, constants).toByteArray();
        } catch (OrtException | RuntimeException | Error e) {
            copied.close();
            kernels.close();
            throw e;
        }
    }

    private static ModelProto parse(byte[] model) {
        try {
            return ModelProto.parseFrom(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no ONNX model", e);
        }
    }

    /** @return the model as ONNX Runtime reads it */
    byte[] graph() {
        return graph;
    }

    /** @return weights that a session copies while it opens, to be closed when it has opened */
    MadeWeights copied() {
        return copied;
    }

    /** @return weights that a session takes as inputs, to be closed after it */
    MadeWeights kernels() {
        return kernels;
    }

    /** @return room for a weight that is used as it is */
    FloatBuffer room(String name, List<Long> shape) throws OrtException {
        return copied.add(name, shape);
    }

    /** @return whether a weight of that shape is a kernel that must be ordered */
    boolean isKernel(String name, List<Long> shape) {
        return convolutions.isKernel(name) && order.fit(shape);
    }

    /** Takes a kernel, as torch has it. */
    void order(String name, List<Long> shape, BlockedKernels.Numbers numbers) throws OrtException {
        order.order(numbers, shape, kernels.add(name, shape));
        ordered.put(name, shape.get(0));
    }

    private void orderFromFile(TensorProto weight, Path folder) throws OrtException {
        boolean inFile = weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                && weight.getDataType() == TensorProto.DataType.FLOAT.getNumber();
        if (inFile && isKernel(weight.getName(), weight.getDimsList())) {
            try (FileNumbers numbers = new FileNumbers(weight, folder)) {
                order(weight.getName(), weight.getDimsList(), numbers);
            }
        }
    }

    private ModelProto rewritten(ModelProto before, ConstantNodes constants) {
        GraphProto.Builder after = before.getGraph().toBuilder().clearNode().clearInitializer();
        Set<String> used = new HashSet<>();
        for (NodeProto node : before.getGraph().getNodeList()) {
            if (!constants.contains(node)) {
                after.addAllNode(convolutions.blocked(node, ordered));
                used.addAll(node.getInputList());
            }
        }
        before.getGraph().getInitializerList().stream()
                .filter(weight -> used.contains(weight.getName()) && !ordered.containsKey(weight.getName()))
                .forEach(after::addInitializer);
        copied.tensors().keySet().forEach(name -> after.addInitializer(copied.asInitializer(name)));
        kernels.tensors().keySet().forEach(name -> after.addInput(kernels.asInput(name)));
        ModelProto.Builder model = before.toBuilder().setGraph(after);
        if (!ordered.isEmpty()) {
            model.addOpsetImport(OperatorSetIdProto.newBuilder()
                    .setDomain(BlockedConvolutions.DOMAIN)
                    .setVersion(1));
        }
        return model.build();
    }
}
