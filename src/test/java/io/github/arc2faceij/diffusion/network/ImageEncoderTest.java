package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeImageEncoder;
import io.github.arc2faceij.weights.RecipeIpAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageEncoderTest {

    private static final double TOLERANCE = 1e-4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {64, 224})
    void preprocessesAsTransformers(int side) {
        Tensor golden =
                Goldens.load("image/preprocessed." + side + ".safetensors").get("pixel_values");
        assertClose(golden, ClipPixels.of(photo(), side), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit_quick_gelu", "vit_gelu"})
    void seesAsTransformers(String form) {
        Map<String, Tensor> golden = Goldens.load("image/" + form + "/out.safetensors");
        try (ImageEncoder encoder = new ImageEncoder(RecipeImageEncoder.write(form, folder), Device.CPU)) {
            ImageEncoder.Seen seen = encoder.encode(photo(), Progress.NONE);
            assertClose(golden.get("image_embeds"), seen.embedding(), TOLERANCE);
            assertClose(golden.get("penultimate"), seen.hidden(), TOLERANCE);
            assertClose(
                    golden.get("penultimate_of_zeros"),
                    encoder.nothing(Progress.NONE).hidden(),
                    TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "visual."})
    void seesAsOpenClipsResNet(String prefix) {
        Map<String, Tensor> golden = Goldens.load("image/rn/out.safetensors");
        Path file = RecipeImageEncoder.writeResNet(folder.resolve("rn.safetensors"), prefix);
        try (ImageEncoder encoder = new ImageEncoder(file, Device.CPU)) {
            ImageEncoder.Seen seen = encoder.encode(photo(), Progress.NONE);
            assertClose(golden.get("image_embeds"), seen.embedding(), TOLERANCE);
            assertNull(seen.hidden());
        }
    }

    @Test
    void readsOpenAisArchiveWithoutItsProgram() {
        Path file = RecipeImageEncoder.writeScript(folder.resolve("RN101.pt"), false);
        Map<String, Tensor> golden = Goldens.load("image/rn/out.safetensors");
        try (ImageEncoder encoder = new ImageEncoder(file, Device.CPU)) {
            assertClose(
                    golden.get("image_embeds"),
                    encoder.encode(photo(), Progress.NONE).embedding(),
                    TOLERANCE);
        }
    }

    @Test
    void refusesAnArchiveThatOnlyItsProgramCanRead() {
        Path file = RecipeImageEncoder.writeScript(folder.resolve("RN101.pt"), true);
        assertRefused(file, "without running the program in it", "sets itself up", "safetensors");
    }

    @Test
    void refusesWhatIsNoImageEncoder() {
        Path file = RecipeIpAdapter.write(folder.resolve("adapter.safetensors"), "base");
        assertRefused(file, "holds no image encoder of CLIP", "CLIPVisionModelWithProjection");
    }

    @Test
    void namesTheConfigurationThatIsMissing() throws IOException {
        Path file = RecipeImageEncoder.write("vit_gelu", folder);
        Files.delete(folder.resolve("config.json"));
        assertRefused(file, "config.json cannot be read");
    }

    private static void assertRefused(Path file, String... words) {
        Arc2FaceException refusal =
                assertThrows(Arc2FaceException.class, () -> new ImageEncoder(file, Device.CPU).close());
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private static Picture photo() {
        return TestPictures.golden("image/photo.png");
    }
}
