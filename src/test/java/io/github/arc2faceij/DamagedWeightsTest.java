package io.github.arc2faceij;

import static io.github.arc2faceij.TinyPictures.CONTROLNET;
import static io.github.arc2faceij.TinyPictures.ENCODER;
import static io.github.arc2faceij.TinyPictures.LORA;
import static io.github.arc2faceij.TinyPictures.UNET;
import static io.github.arc2faceij.TinyPictures.VAE;
import static io.github.arc2faceij.TinyPictures.model;
import static io.github.arc2faceij.TinyPictures.pixels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.WeightForms;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of weights that are not finite, file and tensor are named, and no black picture comes out. */
class DamagedWeightsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        UNET + ", conv_out.bias, NaN",
        UNET + ", down_blocks.0.resnets.0.conv1.weight, Infinity",
        ENCODER + ", text_model.final_layer_norm.bias, NaN",
        VAE + ", decoder.conv_out.bias, -Infinity",
        CONTROLNET + ", controlnet_mid_block.bias, NaN",
        LORA + ", lora_unet_mid_block_attentions_0_proj_in.alpha, NaN"
    })
    void isNamed(String file, String tensor, float value) {
        Path model = model(folder);
        WeightForms.spoil(model.resolve(file), tensor, value);
        String what = Float.isNaN(value) ? "NaN (not a number)" : "an infinite number";
        assertEquals(
                "The weight file \"" + model.resolve(file) + "\" is damaged: its tensor \"" + tensor + "\" holds "
                        + what + ". Get the file again.",
                assertThrows(Arc2FaceException.class, () -> pixels(model)).getMessage());
    }
}
