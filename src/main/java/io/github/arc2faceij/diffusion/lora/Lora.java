package io.github.arc2faceij.diffusion.lora;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;

/**
 * A low-rank adaptation of UNet and text encoder (Hu et al. 2021, arXiv 2106.09685): every weight W that it changes becomes
 * W + scale * alpha / rank * up * down. LyCORIS' LoCon, LoHa and LoKr and the decomposition of DoRA can be added as well.
 * Where no tensor tells alpha, the file's header may, or PEFT's {@code adapter_config.json} beside it; else alpha is the rank.
 *
 * @param file safetensors or torch zip, with the names of kohya ({@code lora_unet_..._to_q.lora_down.weight}), LyCORIS, PEFT
 *     ({@code unet....to_q.lora_A.weight}) or diffusers, old and new ({@code unet....to_q.lora.down.weight})
 * @param scale 1 as it was trained, 0 without effect
 */
public record Lora(Path file, double scale) {

    /**
     * @param file of the LoRA
     * @param scale any finite number
     * @throws Arc2FaceException when the scale is not finite
     */
    public Lora {
        if (!Double.isFinite(scale)) {
            throw new Arc2FaceException("The scale of the LoRA " + file + " cannot be " + scale
                    + ". Give a finite number; 1 is the strength that it was trained with.");
        }
    }

    /**
     * @return whether it changes the text encoder too
     * @throws Arc2FaceException when the file is missing or damaged
     */
    public boolean changesTextEncoder() {
        return !new LoraFile(this, LoraTarget.TEXT_ENCODER).isEmpty();
    }
}
