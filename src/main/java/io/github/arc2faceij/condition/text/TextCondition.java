package io.github.arc2faceij.condition.text;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.prompt.Prompt;
import io.github.arc2faceij.diffusion.prompt.TextPrompt;
import io.github.arc2faceij.models.ModelFolder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text that says what the pictures show, for models that take one.
 *
 * @param prompt what to show
 * @param avoid what not to show; may be empty
 */
public record TextCondition(String prompt, String avoid) implements Condition {

    /** Its kind. */
    public static final ConditionKind<Part> KIND = new ConditionKind<>(
            "text",
            Part.class,
            false,
            Set.of("prompt"),
            part -> List.of(),
            (part, sources) -> Optional.of(new TextCondition(part.prompt(), part.avoid() == null ? "" : part.avoid())));

    private static final int LONGEST_SUBJECT = 40;

    /**
     * A text in a recipe.
     *
     * @param prompt what to show
     * @param avoid what not to show; null when nothing was said
     */
    public record Part(String prompt, String avoid) {}

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Record part(Networks networks) {
        return new Part(prompt, avoid.isEmpty() ? null : avoid);
    }

    /** Refuses a model that takes no text, before anything is loaded. */
    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        if (!folder.kind().takesText()) {
            throw new Arc2FaceException(
                    "The model " + folder.name() + " takes no prompt: it is an Arc2Face model, which"
                            + " its authors trained with one text only. Leave prompt and avoid empty, or choose a Stable"
                            + " Diffusion 1.5 model in Edit > Options > Arc2Face....");
        }
        return options;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(prompt.length() <= LONGEST_SUBJECT ? prompt : prompt.substring(0, LONGEST_SUBJECT) + "...");
    }

    @Override
    public Prompt prompt(Prompt before) {
        return new TextPrompt(prompt, avoid);
    }
}
