package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The nodes of a graph whose results follow from its weights alone: LoRAs, and weights that are stored in other numbers. */
final class ConstantNodes {

    private final ModelProto model;
    private final Map<String, TensorProto> initializers = new HashMap<>();
    private final Map<String, NodeProto> makers = new HashMap<>();

    /** @param model with nodes in the order in which they can be computed */
    ConstantNodes(ModelProto model) {
        this.model = model;
        model.getGraph().getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        Set<String> outputs = new HashSet<>();
        model.getGraph().getOutputList().forEach(output -> outputs.add(output.getName()));
        for (NodeProto node : model.getGraph().getNodeList()) {
            boolean inside = node.getOutputList().stream().noneMatch(outputs::contains);
            if (inside
                    && node.getInputCount() > 0
                    && node.getInputList().stream().allMatch(this::isConstant)) {
                node.getOutputList().forEach(output -> makers.put(output, node));
            }
        }
    }

    /** An input that is left out has no name. */
    private boolean isConstant(String value) {
        return value.isEmpty() || initializers.containsKey(value) || makers.containsKey(value);
    }

    boolean contains(NodeProto node) {
        return makers.containsKey(node.getOutput(0));
    }

    /** @return the results that other nodes use, by name */
    Set<String> results() {
        Set<String> results = new LinkedHashSet<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (!contains(node)) {
                node.getInputList().stream().filter(makers::containsKey).forEach(results::add);
            }
        }
        return results;
    }

    /**
     * @param result of a node
     * @return what has the same numbers in the same order: what the node gives another shape, or the result itself
     */
    String unshaped(String result) {
        NodeProto maker = makers.get(result);
        boolean reshapes =
                maker.getOpType().equals("Reshape") && maker.getDomain().isEmpty();
        return reshapes && makers.containsKey(maker.getInput(0)) ? unshaped(maker.getInput(0)) : result;
    }

    /**
     * @param values results or weights, by name
     * @return a model without inputs that computes them
     */
    byte[] part(Set<String> values) {
        Set<NodeProto> nodes = new LinkedHashSet<>();
        Set<TensorProto> weights = new LinkedHashSet<>();
        values.forEach(value -> collect(value, nodes, weights));
        GraphProto.Builder graph = GraphProto.newBuilder().setName("weights").addAllInitializer(weights);
        graph.addAllNode(nodes);
        values.forEach(value -> graph.addOutput(ValueInfoProto.newBuilder().setName(value)));
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private void collect(String value, Set<NodeProto> nodes, Set<TensorProto> weights) {
        if (initializers.containsKey(value)) {
            weights.add(initializers.get(value));
        } else if (!value.isEmpty()) {
            NodeProto maker = makers.get(value);
            maker.getInputList().forEach(input -> collect(input, nodes, weights));
            nodes.add(maker);
        }
    }
}
