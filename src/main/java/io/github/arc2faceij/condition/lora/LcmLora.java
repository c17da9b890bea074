package io.github.arc2faceij.condition.lora;

import io.github.arc2faceij.condition.AdapterFile;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.models.ModelFolder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The LoRA of the model's folder that distils the model for the sampler LCM, which brings it along by itself. */
public record LcmLora() implements Condition {

    /** Its kind. */
    public static final ConditionKind<LoraPart> KIND = new ConditionKind<>(
            "lcm", LoraPart.class, false, Set.of(), part -> List.of(), (part, sources) -> Optional.empty());

    private static final AdapterFile FILE = new AdapterFile(
            "The sampler LCM",
            "LCM-LoRA",
            "choose another sampler, or write lora=none if the model itself is distilled for LCM");

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        return options.withLora(lora(folder));
    }

    @Override
    public Record part(Networks networks) {
        return LoraPart.of(lora(networks.folder()), networks);
    }

    private static Lora lora(ModelFolder folder) {
        return new Lora(FILE.in(folder, folder.lcmLora()), 1);
    }
}
