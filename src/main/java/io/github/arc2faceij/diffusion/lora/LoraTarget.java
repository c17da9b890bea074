package io.github.arc2faceij.diffusion.lora;

/** A network that LoRAs of Stable Diffusion 1.5 change. */
public enum LoraTarget {
    /** What predicts the noise. */
    UNET("unet", "the UNet"),
    /** What makes the prompt: CLIP's. */
    TEXT_ENCODER("text_encoder", "the text encoder");

    private final String component;
    private final String label;

    LoraTarget(String component, String label) {
        this.component = component;
        this.label = label;
    }

    /** @return the name that diffusers gives it in a pipeline */
    String component() {
        return component;
    }

    /** @return the name for messages */
    String label() {
        return label;
    }
}
