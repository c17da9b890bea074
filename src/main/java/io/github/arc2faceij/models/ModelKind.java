package io.github.arc2faceij.models;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a model takes and how its folder is laid out. It is found from the folders of the networks, never asked for. */
public enum ModelKind {

    /** Draws the person whose identity it is given, and knows no text but its own. */
    ARC2FACE("Arc2Face", "arc2face", "encoder"),

    /** Stable Diffusion 1.5 or a fine-tune of it as diffusers lays it out: draws what a text says. */
    STABLE_DIFFUSION("Stable Diffusion", "unet", "text_encoder");

    private final String label;
    private final String unet;
    private final String encoder;

    ModelKind(String label, String unet, String encoder) {
        this.label = label;
        this.unet = unet;
        this.encoder = encoder;
    }

    /**
     * @param root of a model
     * @return its kind; Arc2Face where nothing tells
     */
    static ModelKind of(Path root) {
        boolean isArc2Face = Files.isDirectory(root.resolve(ARC2FACE.unet));
        boolean isDiffusers = Files.isDirectory(root.resolve(STABLE_DIFFUSION.unet))
                || Files.isRegularFile(root.resolve("model_index.json"));
        return isDiffusers && !isArc2Face ? STABLE_DIFFUSION : ARC2FACE;
    }

    /** @return the name in messages */
    public String label() {
        return label;
    }

    /** @return whether a model draws a person by the identity alone */
    public boolean takesIdentity() {
        return this != STABLE_DIFFUSION;
    }

    /** @return whether a model draws what a text says */
    public boolean takesText() {
        return this != ARC2FACE;
    }

    /** @return the name of the UNet's folder */
    String unet() {
        return unet;
    }

    /** @return the name of the text encoder's folder */
    String encoder() {
        return encoder;
    }
}
