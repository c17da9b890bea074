package io.github.arc2faceij.bench;

import static io.github.arc2faceij.onnx.graph.GraphBuilder.attribute;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.Provider;
import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the operators that plain graphs do without are right on a card, and what doing without costs. */
final class CardOperators {

    private static final int HEADS = 8;
    private static final int FEATURES = 320;
    private static final int LAYERS = 20;
    private static final int RUNS = 5;

    private final Device device;
    private final Path folder;

    private CardOperators(Device device, Path folder) {
        this.device = device;
        this.folder = folder;
    }

    private interface Writing {
        String write(GraphBuilder graph, Map<String, Tensor> inputs);
    }

    /** A device's provider, but for what graphs it wants. */
    private record Fused(Provider provider) implements Provider {

        @Override
        public String label() {
            return provider.label();
        }

        @Override
        public String advice() {
            return provider.advice();
        }

        @Override
        public void addTo(SessionOptions options, GpuOptions gpu, Precision precision) throws OrtException {
            provider.addTo(options, gpu, precision);
        }

        @Override
        public List<String> hardware() {
            return provider.hardware();
        }

        @Override
        public boolean oneAtATime() {
            return provider.oneAtATime();
        }
    }

    static void measure(Device device, Path folder, boolean full) {
        Device fused = new Device(new Fused(device.provider()), device.gpu(), device.precision());
        for (int tokens : full ? new int[] {64, 1024} : new int[] {64}) {
            String what = "attention of " + tokens + " tokens by ";
            Tensor right = new CardOperators(Device.CPU, folder).run("", tokens, CardOperators::attention);
            compare(what + "MultiHeadAttention", right, new CardOperators(fused, folder));
            compare(what + "plain operators", right, new CardOperators(device, folder));
        }
        int width = full ? 1024 : 64;
        for (String operator : List.of("Gemm", "MatMul")) {
            String what = LAYERS + " linear layers of " + width + " features by " + operator;
            new CardOperators(device, folder).run(what, width, (graph, inputs) -> linear(graph, inputs, operator));
        }
    }

    private static void compare(String what, Tensor right, CardOperators operators) {
        Tensor found = operators.run(what, right.dim(1), CardOperators::attention);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < right.size(); i++) {
            difference += Math.pow(right.data()[i] - found.data()[i], 2);
            norm += Math.pow(right.data()[i], 2);
        }
        CardBench.tell(what + ": wrong by", "%.2g of the norm".formatted(Math.sqrt(difference / norm)));
    }

    private static String attention(GraphBuilder graph, Map<String, Tensor> inputs) {
        Features[] x = List.of("q", "k", "v").stream()
                .map(name -> {
                    Tensor value = inputs.get(name);
                    return new Features(graph.input(name, 2, value.dim(1), FEATURES), FEATURES);
                })
                .toArray(Features[]::new);
        return Layers.ofAdapter(graph, WeightFile.open(Goldens.path("tiny/vae.safetensors")))
                .attention(x[0], x[1], x[2], HEADS)
                .value();
    }

    private static String linear(GraphBuilder graph, Map<String, Tensor> inputs, String operator) {
        int width = inputs.get("q").dim(1);
        String y = graph.node("Reshape", List.of(graph.input("q", 2, width, FEATURES), graph.constant(-1L, width)));
        String weight = graph.node(
                "Reshape",
                List.of(
                        graph.constant(RecipeWeights.uniform("w", width, width).data()),
                        graph.constant((long) width, width)));
        for (int i = 0; i < LAYERS; i++) {
            y = operator.equals("Gemm")
                    ? graph.node(operator, List.of(y, weight), attribute("transB", 1))
                    : graph.node(operator, List.of(y, weight));
            y = graph.node("Mul", List.of(y, graph.constant(1f / width)));
        }
        return graph.node("Reshape", List.of(y, graph.constant(2L, width, FEATURES)));
    }

    private Tensor run(String what, int tokens, Writing writing) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (String name : List.of("q", "k", "v")) {
            inputs.put(name, RecipeWeights.uniform(name, 2, tokens, FEATURES));
        }
        GraphBuilder graph = new GraphBuilder(folder, device);
        graph.output("y", writing.write(graph, inputs), 2, tokens, FEATURES);
        try (Network network = Network.open("operator", graph.build(), folder, device)) {
            inputs.keySet().retainAll(network.inputs().keySet());
            Tensor y = network.run(inputs, Progress.NONE).get("y");
            Meter meter = new Meter();
            for (int i = 0; i < RUNS; i++) {
                network.run(inputs, Progress.NONE);
            }
            if (!what.isEmpty()) {
                CardBench.tell(what + ": a run", "%.4f s".formatted(meter.seconds() / RUNS));
            }
            return y;
        }
    }
}
