package io.github.arc2faceij.request;

import io.github.arc2faceij.diffusion.lora.Lora;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is added to the model for a request. The LCM-LoRA of the model's folder is not named here: the sampler LCM adds it
 * by itself.
 *
 * <pre>{@code
 * request.withAdapters(Adapters.NONE.withLora(new Lora(Path.of("/loras/drawing.safetensors"), 0.7)));
 * }</pre>
 *
 * @param loras the user's own, all of them added
 * @param distilled whether model or LoRAs are themselves made for the sampler LCM, so that it adds none
 * @param expression of the face, if one is asked for
 * @param appearance whose appearance to keep, if asked for
 */
public record Adapters(
        List<Lora> loras,
        boolean distilled,
        Optional<ExpressionRequest> expression,
        Optional<AppearanceRequest> appearance) {

    /** The model as it is; under the sampler LCM with its LCM-LoRA. */
    public static final Adapters NONE = new Adapters(List.of(), false, Optional.empty(), Optional.empty());

    /**
     * @param loras copied
     * @param distilled whether LCM needs no LoRA
     * @param expression if one is asked for
     * @param appearance if asked for
     */
    public Adapters {
        loras = List.copyOf(loras);
    }

    /**
     * @param lora one more
     * @return these with it
     */
    public Adapters withLora(Lora lora) {
        List<Lora> more = new ArrayList<>(loras);
        more.add(lora);
        return new Adapters(more, distilled, expression, appearance);
    }

    /** @return these, for a model that the sampler LCM is to add no LoRA to */
    public Adapters forDistilledModel() {
        return new Adapters(loras, true, expression, appearance);
    }

    /**
     * @param wanted the expression
     * @return these with it
     */
    public Adapters withExpression(ExpressionRequest wanted) {
        return new Adapters(loras, distilled, Optional.of(wanted), appearance);
    }

    /**
     * @param wanted the appearance
     * @return these with it
     */
    public Adapters withAppearance(AppearanceRequest wanted) {
        return new Adapters(loras, distilled, expression, Optional.of(wanted));
    }
}
