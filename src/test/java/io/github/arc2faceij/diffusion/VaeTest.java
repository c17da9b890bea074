package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaeTest {

    private static final double TOLERANCE = 1e-3;

    @TempDir
    Path folder;

    @Test
    void decodesAndEncodesAsDiffusers() {
        Path network = RecipeWeights.writeNetwork("tiny", "vae", folder, DataType.F32);
        Map<String, Tensor> golden = Goldens.load("tiny/vae.safetensors");
        assertGolden(network, golden, RecipeWeights.uniform("pix", 1, 3, 128, 128));
    }

    @Test
    void decodesAndEncodesWithTheBundledModelAsDiffusers() {
        Map<String, Tensor> golden = Goldens.load("mini/vae.safetensors");
        assertGolden(ModelFolder.bundled().vae(), golden, golden.get("pixels"));
    }

    @Test
    void readsTheAttentionOfOldFiles() throws IOException {
        Path network = RecipeWeights.writeNetwork("tiny", "vae", folder, DataType.F32);
        Path old = Files.createDirectory(folder.resolve("old"));
        Files.copy(network.resolve("config.json"), old.resolve("config.json"));
        Safetensors.write(old.resolve(UNet.WEIGHTS), oldNames(WeightFile.open(network.resolve(UNet.WEIGHTS))));
        assertGolden(old, Goldens.load("tiny/vae.safetensors"), RecipeWeights.uniform("pix", 1, 3, 128, 128));
    }

    /** As in SD 1.5's published file: query, key, value, proj_attn, in one of its forms as 1x1 convolutions. */
    private static Map<String, Tensor> oldNames(WeightFile file) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : file.names()) {
            Tensor tensor = file.read(name);
            String old = name.replace("to_q.", "query.")
                    .replace("to_k.", "key.")
                    .replace("to_v.", "value.")
                    .replace("to_out.0.", "proj_attn.");
            boolean matrix = name.startsWith("decoder") && !old.equals(name) && name.endsWith(".weight");
            tensors.put(old, matrix ? tensor.reshape(tensor.dim(0), tensor.dim(1), 1, 1) : tensor);
        }
        return tensors;
    }

    private static void assertGolden(Path network, Map<String, Tensor> golden, Tensor pictures) {
        try (Vae vae = new Vae(network, Device.CPU)) {
            assertEquals(8, vae.downscale());
            Tensor latents = DiffusionGoldens.affine(golden.get("z"), (float) (1 / vae.scalingFactor()), 0);
            assertClose(golden.get("decoded"), vae.decode(latents, Progress.NONE), TOLERANCE);
            Vae.Posterior posterior = vae.encode(pictures, Progress.NONE);
            assertClose(golden.get("mean"), posterior.mean(), TOLERANCE);
            assertClose(golden.get("logvar"), posterior.logVariance(), TOLERANCE);
        }
    }
}
