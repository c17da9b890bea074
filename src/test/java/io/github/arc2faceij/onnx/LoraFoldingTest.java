package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraFoldingTest {

    @TempDir
    Path folder;

    /** A LoRA must not cost anything at every step. */
    @Test
    void nothingOfALoraRemainsInTheGraphThatRuns() throws IOException, OrtException {
        Path file = folder.resolve("lora.safetensors");
        Safetensors.write(
                file,
                Map.of(
                        "unet.mid.lora_A.weight", Tensor.of(new float[] {1, 2}, 1, 2),
                        "unet.mid.lora_B.weight", Tensor.of(new float[] {3, 4}, 2, 1),
                        "unet.ff.lora_A.weight", Tensor.of(new float[] {1, 2}, 1, 2),
                        "unet.ff.lora_B.weight", Tensor.of(new float[] {1, 2, 3, 4}, 4, 1)));
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
            OrtEnvironment.getEnvironment().createSession(graph, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(optimized));
    }
}
