package io.github.arc2faceij.condition.style;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.condition.Sources;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.prompt.Prompt;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.ModelKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A picture whose style the pictures follow, for models of FaceStudio's form.
 *
 * @param picture any
 * @param source where it came from, for the recipe: {@code painting.png}
 * @param alpha share of the picture beside a text, 0..1
 */
public record StyleCondition(Picture picture, String source, double alpha) implements Condition {

    /** Its kind. */
    public static final ConditionKind<Part> KIND = new ConditionKind<>(
            "style",
            Part.class,
            false,
            Set.of("source", "alpha"),
            part -> List.of(part.source()),
            (part, sources) -> Optional.of(part.condition(sources)));

    /**
     * A style in a recipe.
     *
     * @param source where the picture came from
     * @param pixels SHA-256 of the picture: red, green and blue of each pixel, row by row
     * @param alpha share of the picture beside a text
     * @param encoders SHA-256 of the three image encoders
     * @param linear SHA-256 of the linear layer
     */
    public record Part(String source, String pixels, double alpha, List<String> encoders, String linear) {

        private StyleCondition condition(Sources sources) {
            Sources.Shown shown = sources.shown(source);
            Picture picture = shown.picture()
                    .orElseThrow(() -> new Arc2FaceException("\"" + source
                            + "\" is no picture, but the recipe's style needs one. Give the image that it names."));
            return new StyleCondition(picture, shown.source(), alpha);
        }
    }

    /**
     * @param picture any
     * @param source where it came from
     * @param alpha 0..1
     * @throws Arc2FaceException when alpha is out of its range
     */
    public StyleCondition {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new Arc2FaceException("The key alpha cannot be " + alpha
                    + ". Give 0 to 1: 1 follows the style picture alone, and 0 the prompt alone.");
        }
    }

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Record part(Networks networks) {
        ModelFolder folder = networks.folder();
        return new Part(
                source,
                Sha256.of(picture.rgb()),
                alpha,
                folder.styleEncoders().stream().map(networks::sha256).toList(),
                networks.sha256(folder.linear()));
    }

    /** Refuses other models before anything is loaded. */
    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        if (folder.kind() != ModelKind.FACESTUDIO) {
            throw new Arc2FaceException("The model " + folder.name() + " is of the kind "
                    + folder.kind().label()
                    + ", which takes no style picture. Leave style empty, show the picture by an IP-Adapter (the key adapter),"
                    + " or choose a model of FaceStudio's form in Edit > Options > Arc2Face....");
        }
        return options;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(source);
    }

    @Override
    public Prompt prompt(Prompt before) {
        return ((FaceStudioPrompt) before).in(picture, alpha);
    }
}
