package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a graph whose results follow from its weights alone: LoRAs, and weights that are stored in other numbers. */
final class ConstantNodes {

    private final ModelProto model;
    private final Map<String, TensorProto> initializers = new HashMap<>();
    private final Map<String, NodeProto> makers = new LinkedHashMap<>();

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

    /** @return the weight of that name, or null when there is none, for it is computed */
    TensorProto initializer(String value) {
        return initializers.get(value);
    }

    /**
     * @param most bytes of weights that are read for the results of one part, unless a single one takes more
     * @return the results that other nodes use, in parts
     */
    List<List<String>> results(long most) {
        List<List<String>> parts = new ArrayList<>();
        long bytes = most;
        for (String result : used()) {
            long more = bytes(result);
            if (bytes + more > most) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            parts.get(parts.size() - 1).add(result);
            bytes += more;
        }
        return parts;
    }

    private Set<String> used() {
        Set<String> used = new LinkedHashSet<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (!contains(node)) {
                node.getInputList().stream().filter(makers::containsKey).forEach(used::add);
            }
        }
        return used;
    }

    private long bytes(String result) {
        return part(List.of(result)).getGraph().getInitializerList().stream()
                .flatMap(tensor -> tensor.getExternalDataList().stream())
                .filter(entry -> entry.getKey().equals("length"))
                .mapToLong(entry -> Long.parseLong(entry.getValue()))
                .sum();
    }

    /** @return a model without inputs that computes some results */
    ModelProto part(Collection<String> results) {
        Set<NodeProto> nodes = new LinkedHashSet<>();
        Set<TensorProto> weights = new LinkedHashSet<>();
        results.forEach(result -> collect(result, nodes, weights));
        GraphProto.Builder graph = GraphProto.newBuilder().setName("weights").addAllInitializer(weights);
        graph.addAllNode(nodes);
        results.forEach(result -> graph.addOutput(ValueInfoProto.newBuilder().setName(result)));
        return model.toBuilder().setGraph(graph).build();
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
