package io.github.arc2faceij.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a model takes and how its folder is laid out. It is found from the folders of the networks, never asked for. */
public enum ModelKind {

    /** Draws the person whose identity it is given, and knows no text but its own. */
    ARC2FACE("Arc2Face", "arc2face", "encoder", 3),

    /** Stable Diffusion 1.5 or a fine-tune of it as diffusers lays it out: draws what a text says. */
    STABLE_DIFFUSION("Stable Diffusion", "unet", "text_encoder", 7.5),

    /** FaceStudio's form: draws the person whose identity it is given as a picture or a text says, or nobody. */
    FACESTUDIO("FaceStudio", "unet", "text_encoder", 7.5);

    /** Folders of what FaceStudio has and no other kind: its linear layer, and its image encoders. */
    static final String LINEAR = "linear";

    static final List<String> STYLE_ENCODERS = List.of("style_encoder", "style_encoder_2", "style_encoder_3");

    private final String label;
    private final String unet;
    private final String encoder;
    private final double usualGuidance;

    ModelKind(String label, String unet, String encoder, double usualGuidance) {
        this.label = label;
        this.unet = unet;
        this.encoder = encoder;
        this.usualGuidance = usualGuidance;
    }

    /**
     * @param root of a model
     * @return its kind; Arc2Face where nothing tells
     */
    static ModelKind of(Path root) {
        if (Stream.concat(Stream.of(LINEAR), STYLE_ENCODERS.stream())
                .anyMatch(folder -> Files.isDirectory(root.resolve(folder)))) {
            return FACESTUDIO;
        }
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

    /**
     * @return the guidance where nobody asks for another: that of Arc2Face's authors, or diffusers' for Stable Diffusion
     *     (0.29.2, {@code guidance_scale}), from which FaceStudio is trained
     */
    public double usualGuidance() {
        return usualGuidance;
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
