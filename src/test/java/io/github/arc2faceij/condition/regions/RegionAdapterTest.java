package io.github.arc2faceij.condition.regions;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static io.github.arc2faceij.common.TensorAssert.largestDifference;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Batch;
import io.github.arc2faceij.diffusion.EncodedPrompt;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.prompt.TextPrompt;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sum over regions in every cross-attention, held against diffusers with such attentions. */
class RegionAdapterTest {

    private static final int LEVELS = 4;
    private static final double TOLERANCE = 1e-4;

    @TempDir
    static Path folder;

    private static final Map<String, Tensor> GOLDEN = Goldens.load("image/facestudio.safetensors");
    private static final Tensor LATENTS = Goldens.load("image/text.safetensors").get("x");

    private static UNet unet;
    private static TextEncoder network;
    private static IdentityEncoder encoder;
    private static Vae vae;

    @BeforeAll
    static void open() {
        RecipeWeights.writeFolder("tiny", folder, DataType.F32);
        UNetOptions options = UNetOptions.NONE.withAdapter(new RegionAdapter(LEVELS));
        unet = new UNet(folder.resolve("arc2face"), Device.CPU, options);
        network = new TextEncoder(folder.resolve("encoder"), Device.CPU);
        encoder = new IdentityEncoder(network, new ClipTokenizer(Goldens.path("tokenizer")));
        vae = new Vae(folder.resolve("vae"), Device.CPU);
    }

    @AfterAll
    static void close() {
        unet.close();
        network.close();
        vae.close();
    }

    @Test
    void arc2FacesPromptsOfTwoPeople() throws IOException {
        Tensor empty = encoder.empty(Progress.NONE);
        Tensor noise = noise(new EncodedPrompt(TextPrompt.EMPTY, empty, encoder), empty);
        assertClose(GOLDEN.get("y.arc2face_regions"), noise, TOLERANCE);
    }

    @Test
    void withoutRegionsNothingChanges() {
        Tensor context = Tensor.concat(
                encoder.empty(Progress.NONE),
                encoder.prompt(GOLDEN.get("face_a").data(), Progress.NONE));
        try (UNet plain = new UNet(folder.resolve("arc2face"), Device.CPU)) {
            Tensor expected = plain.predictNoise(LATENTS, 500, context, PassInputs.NONE, Progress.NONE);
            Tensor noise = unet.predictNoise(LATENTS, 500, context, PassInputs.NONE, Progress.NONE);
            assertClose(expected, noise, 1e-6);
            assertTrue(largestDifference(GOLDEN.get("y.arc2face_regions"), noise) > 1e-2);
        }
    }

    private static Tensor noise(EncodedPrompt prompt, Tensor unconditional) throws IOException {
        RegionsConditioning regions = new RegionsConditioning(
                List.of(GOLDEN.get("face_a").data(), GOLDEN.get("face_b").data()),
                List.of(mask("a"), mask("b")),
                LEVELS);
        Tensor context = Tensor.concat(unconditional, prompt.context());
        Batch batch = new Batch(0, 500, LATENTS, context, 0, 1);
        PassInputs inputs = regions.begin(vae, prompt, Progress.NONE).of(batch, Progress.NONE);
        return unet.predictNoise(LATENTS, 500, context, inputs, 1, Progress.NONE);
    }

    private static RegionMask mask(String name) throws IOException {
        Picture picture = TestPictures.of(
                ImageIO.read(Goldens.path("image/mask." + name + ".png").toFile()));
        float[] values = new float[picture.width() * picture.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.get(i % picture.width(), i / picture.width(), 0) >= 128 ? 1 : 0;
        }
        return new RegionMask(picture.width(), picture.height(), values);
    }
}
