package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes convolutions as ONNX Runtime's own optimisation would, for kernels that are ordered. */
final class BlockedConvolutions {

    /** ONNX Runtime's set of operators on blocked channels. */
    static final String DOMAIN = "com.microsoft.nchwc";

    private static final int KERNEL = 1;

    private final Set<String> kernels = new HashSet<>();

    /** @param nodes of a graph */
    BlockedConvolutions(List<NodeProto> nodes) {
        nodes.stream().filter(BlockedConvolutions::isConvolution).forEach(node -> kernels.add(node.getInput(KERNEL)));
        for (NodeProto node : nodes) {
            for (int i = 0; i < node.getInputCount(); i++) {
                if (!(isConvolution(node) && i == KERNEL)) {
                    kernels.remove(node.getInput(i));
                }
            }
        }
    }

    private static boolean isConvolution(NodeProto node) {
        return node.getOpType().equals("Conv")
                && node.getDomain().isEmpty()
                && node.getAttributeList().stream()
                        .noneMatch(attribute -> attribute.getName().equals("group") && attribute.getI() != 1);
    }

    /** @return whether a value is the kernel of convolutions and nothing else */
    boolean isKernel(String value) {
        return kernels.contains(value);
    }

    /**
     * @param node any
     * @param ordered shapes of the kernels that are ordered, by name
     * @return the node itself, or what takes its place
     */
    List<NodeProto> blocked(NodeProto node, Map<String, long[]> ordered) {
        if (!isConvolution(node) || !ordered.containsKey(node.getInput(KERNEL))) {
            return List.of(node);
        }
        String before = node.getOutput(0) + "/in";
        String after = node.getOutput(0) + "/blocked";
        NodeProto in = reorder("ReorderInput", node.getInput(0), before).build();
        NodeProto convolution = node.toBuilder()
                .setDomain(DOMAIN)
                .setInput(0, before)
                .setOutput(0, after)
                .build();
        NodeProto out = reorder("ReorderOutput", after, node.getOutput(0))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("channels")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(ordered.get(node.getInput(KERNEL))[0]))
                .build();
        return List.of(in, convolution, out);
    }

    private static NodeProto.Builder reorder(String operator, String from, String to) {
        return NodeProto.newBuilder()
                .setName(to)
                .setOpType(operator)
                .setDomain(DOMAIN)
                .addInput(from)
                .addOutput(to);
    }
}
