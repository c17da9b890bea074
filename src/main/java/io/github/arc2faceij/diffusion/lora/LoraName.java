package io.github.arc2faceij.diffusion.lora;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which tensor of which layer of which network one of a LoRA file's is. Programs agree on neither beginnings, middles nor
 * endings of the names: kohya writes {@code lora_unet_mid_block_..._attn1_to_q.lora_down.weight}, PEFT
 * {@code base_model.model.mid_block....attn1.to_q.lora_A.weight}, diffusers {@code unet.mid_block....attn1.to_q.lora_A.weight}
 * and once {@code mid_block....attn1.processor.to_q_lora.down.weight}.
 *
 * @param target the network
 * @param part what the tensor is to its layer
 * @param layer the key of the layer, {@link #key}
 */
record LoraName(LoraTarget target, LoraPart part, String layer) {

    /** What a layer's name may begin with, longer ones before those that they begin with; several may follow each other. */
    private static final Map<String, LoraTarget> BEGINNINGS = new LinkedHashMap<>();

    static {
        for (String unet : new String[] {
            "lora_unet_", "lycoris_", "unet.", "base_model.model.", "diffusion_model.", "model.diffusion_model."
        }) {
            BEGINNINGS.put(unet, LoraTarget.UNET);
        }
        for (String encoder : new String[] {
            "lora_te_",
            "lora_te1_",
            "text_encoder.",
            "text_encoders.clip_l.",
            "clip_l.",
            "cond_stage_model.",
            "transformer.text_model.",
            "wrapped_transformer_",
            "text_model.",
            "text_model_"
        }) {
            BEGINNINGS.put(encoder, LoraTarget.TEXT_ENCODER);
        }
    }

    /**
     * @param tensor as the file names it
     * @return what it is, if it is a part that can be added; whether the network has such a layer is another question
     */
    static Optional<LoraName> of(String tensor) {
        return Arrays.stream(LoraPart.values())
                .flatMap(part -> part.layer(tensor).map(layer -> of(part, layer)).stream())
                .findFirst();
    }

    private static LoraName of(LoraPart part, String layer) {
        LoraTarget target = LoraTarget.UNET;
        String name = layer;
        Optional<String> beginning = beginning(name);
        while (beginning.isPresent()) {
            LoraTarget said = BEGINNINGS.get(beginning.get());
            target = said == LoraTarget.UNET ? target : said;
            name = name.substring(beginning.get().length());
            beginning = beginning(name);
        }
        return new LoraName(target, part, today(key(name)));
    }

    private static Optional<String> beginning(String name) {
        return BEGINNINGS.keySet().stream().filter(name::startsWith).findFirst();
    }

    /** Layers as they are called today: attentions once had processors, and {@code to_q} in the text encoder too. */
    private static String today(String key) {
        return key.replace("_processor_to_", "_to_")
                .replaceFirst("(_attn[12]_to_out)$", "$1_0")
                .replaceFirst("_self_attn_to_(q|k|v|out)$", "_self_attn_$1_proj");
    }

    /**
     * @param layer as the network names it; the text encoder's {@code text_model.} has gone in newer versions of
     *     transformers
     * @return the same for all ways to write it: underscores for dots, as kohya does
     */
    static String key(String layer) {
        return layer.replaceFirst("^text_model\\.", "").replace('.', '_');
    }
}
