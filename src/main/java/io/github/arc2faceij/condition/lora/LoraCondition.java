package io.github.arc2faceij.condition.lora;

import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.models.ModelFolder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A LoRA of the user's own, added to the model's weights.
 *
 * @param lora file and scale
 */
public record LoraCondition(Lora lora) implements Condition {

    /** Its kind. */
    public static final ConditionKind<LoraPart> KIND = new ConditionKind<>(
            "loras",
            LoraPart.class,
            true,
            Set.of("file", "scale"),
            part -> List.of(part.file()),
            (part, sources) -> Optional.of(new LoraCondition(new Lora(sources.file(part.file()), part.scale()))));

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        return options.withLora(lora);
    }

    @Override
    public Record part(Networks networks) {
        return LoraPart.of(lora, networks);
    }
}
