package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeImageEncoder;
import java.nio.file.Path;
import java.util.Map;
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

    private static Picture photo() {
        return TestPictures.golden("image/photo.png");
    }
}
