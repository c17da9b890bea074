package io.github.arc2faceij.diffusion.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.RuntimeEnvironment;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.lora.LoraFile;
import io.github.arc2faceij.diffusion.lora.LoraTarget;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoraFoldingTest {

    @TempDir
    Path folder;

    /** A LoRA must not cost anything at every step. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lora_A.weight 1 2, lora_B.weight 2 1",
                "lora_down.weight 1 2, lora_mid.weight 1 1, lora_up.weight 2 1",
                "lora_A.weight 1 2, lora_B.weight 2 1, lora_magnitude_vector 2",
                "lora_A.weight 1 2, lora_B.weight 2 1, dora_scale 1 2",
                "hada_w1_a 2 1, hada_w1_b 1 2, hada_w2_a 2 1, hada_w2_b 1 2, dora_scale 2 1",
                "hada_w1_a 1 2, hada_w1_b 1 2, hada_t1 1 1, hada_w2_a 1 2, hada_w2_b 1 2, hada_t2 1 1",
                "lokr_w1 1 2, lokr_w2 2 1",
                "lokr_w1_a 1 1, lokr_w1_b 1 2, lokr_t2 1 1, lokr_w2_a 1 2, lokr_w2_b 1 1"
            })
    void nothingOfALoraRemainsInTheGraphThatRuns(String parts) throws IOException, OrtException {
        Path file = folder.resolve("lora.safetensors");
        Map<String, Tensor> tensors = new HashMap<>();
        for (String part : parts.split(", ")) {
            String[] words = part.split(" ");
            int[] shape =
                    Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
            tensors.put("unet.mid." + words[0], RecipeWeights.uniform("mid" + part, shape));
        }
        tensors.put("unet.ff.lora_A.weight", Tensor.of(new float[] {1, 2}, 1, 2));
        tensors.put("unet.ff.lora_B.weight", Tensor.of(new float[] {1, 2, 3, 4}, 4, 1));
        Safetensors.write(file, tensors);
        Path weights = folder.resolve("weights.safetensors");
        Safetensors.write(
                weights,
                Map.of(
                        "mid.weight", Tensor.of(new float[] {1, 0, 0, 1}, 2, 2),
                        "ff.weight", Tensor.zeros(4, 2),
                        "ff.bias", Tensor.zeros(4)));
        GraphBuilder graph = new GraphBuilder(folder);
        LoraFile lora = new LoraFile(new Lora(file, 0.5), LoraTarget.UNET);
        Layers layers = new Layers(graph, new ModelWeights(graph, WeightFile.open(weights), List.of(lora)));
        Features x = new Features(graph.input("x", "batch", 2), 2);
        Features middle = layers.linearWithoutBias("mid", x, 2);
        graph.output("y", layers.linearHalf("ff", middle, 2, 1).value(), "batch", 2);
        lora.refuseMisfits();

        List<String> operators = optimized(graph.build()).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .filter(operator -> !operator.equals("Identity"))
                .toList();
        assertEquals(List.of("FusedMatMul", "FusedMatMul", "Add"), operators);
    }

    private ModelProto optimized(byte[] graph) throws IOException, OrtException {
        Path optimized = folder.resolve("optimized.onnx");
        try (SessionOptions options = new SessionOptions()) {
            options.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
            options.setOptimizedModelFilePath(optimized.toString());
            RuntimeEnvironment.get().createSession(graph, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(optimized));
    }
}
