package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.DiffusionGoldens;
import io.github.arc2faceij.models.ModelFolder;
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
import javax.imageio.ImageIO;
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
        Safetensors.write(
                old.resolve(DiffusionGoldens.WEIGHTS),
                oldNames(WeightFile.open(network.resolve(DiffusionGoldens.WEIGHTS))));
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

    @Test
    void decodesAndEncodesLargePicturesInTilesAsDiffusers() {
        Path network = RecipeWeights.writeNetwork("tiny", "vae", folder, DataType.F32);
        Map<String, Tensor> golden = Goldens.load("tiny/vae_tiled.safetensors");
        try (Vae vae = new Vae(network, Device.CPU, 128)) {
            Tensor latents = DiffusionGoldens.affine(
                    RecipeWeights.uniform("tiles", 1, 4, 28, 20), (float) (1 / vae.scalingFactor()), 0);
            assertClose(golden.get("decoded"), vae.decode(latents, Progress.NONE), TOLERANCE);
            Vae.Posterior posterior = vae.encode(RecipeWeights.uniform("tiled_pixels", 1, 3, 224, 160), Progress.NONE);
            assertClose(golden.get("mean"), posterior.mean(), TOLERANCE);
            assertClose(golden.get("logvar"), posterior.logVariance(), TOLERANCE);
        }
    }

    /** Tiles put side by side without fading would jump by more than twice what neighbours differ elsewhere. */
    @Test
    void tilesLeaveNoSeams() throws IOException {
        Tensor photo = Pixels.toTensor(TestPictures.of(
                ImageIO.read(Path.of("test-images/astronaut.png").toFile()).getSubimage(130, 0, 256, 256)));
        try (Vae tiles = new Vae(ModelFolder.bundled().vae(), Device.CPU, 128);
                Vae whole = new Vae(ModelFolder.bundled().vae(), Device.CPU)) {
            Tensor latents = whole.encode(photo, Progress.NONE).mean();
            Tensor expected = whole.decode(latents, Progress.NONE);
            Tensor found = tiles.decode(latents, Progress.NONE);
            double elsewhere = jump(expected, 96);
            assertTrue(jump(found, 96) < 1.2 * elsewhere, jump(found, 96) + " and " + elsewhere);
        }
    }

    /** @return mean difference of the columns left and right of all multiples of {@code step} */
    private static double jump(Tensor picture, int step) {
        double sum = 0;
        int width = picture.dim(3);
        int count = 0;
        for (int row = 0; row < picture.size() / width; row++) {
            for (int x = step; x < width; x += step) {
                sum += Math.abs(picture.data()[row * width + x] - picture.data()[row * width + x - 1]);
                count++;
            }
        }
        return sum / count;
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
