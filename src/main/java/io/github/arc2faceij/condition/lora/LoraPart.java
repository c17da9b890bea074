package io.github.arc2faceij.condition.lora;

import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.lora.Lora;

/**
 * A LoRA in a recipe. The file is named by its SHA-256 too, since the name of a LoRA says little.
 *
 * @param file its name
 * @param sha256 of the file
 * @param scale 1 as it was trained
 */
public record LoraPart(String file, String sha256, double scale) {

    static LoraPart of(Lora lora, Networks networks) {
        return new LoraPart(lora.file().getFileName().toString(), networks.sha256(lora.file()), lora.scale());
    }
}
