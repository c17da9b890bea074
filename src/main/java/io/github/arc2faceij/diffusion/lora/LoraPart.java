package io.github.arc2faceij.diffusion.lora;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one tensor of a LoRA file is to its layer. The endings of names are those of kohya's sd-scripts and of LyCORIS
 * ({@code lora_up.weight}, {@code hada_w1_a}), of PEFT ({@code lora_B.weight}, in a running model with the adapter's name:
 * {@code lora_B.default.weight}) and of diffusers, past and present ({@code lora.up.weight},
 * {@code lora_linear_layer.up.weight}, and {@code to_q_lora.up.weight} for the layer {@code to_q}).
 */
enum LoraPart {
    /** The second of the two matrices, [out, rank]. */
    UP("\\.lora_up\\.weight|\\.lora_B(\\.\\w+)?\\.weight|[._]lora\\.up\\.weight|\\.lora_linear_layer\\.up\\.weight"),
    /** The first of the two matrices, [rank, in]. */
    DOWN(UP.ending.replace("up", "down").replace("lora_B", "lora_A")),
    /** LoCon's core, [rank, rank, height, width]. */
    MID("\\.lora_mid\\.weight"),
    /** LoHa's first product is that of A and B, [out, rank] and [rank, in], or of these and a core. */
    HADA_W1_A(lycoris("hada_w1_a")),
    /** See {@link #HADA_W1_A}. */
    HADA_W1_B(lycoris("hada_w1_b")),
    /** The core of LoHa's first product, [rank, rank, height, width]. */
    HADA_T1(lycoris("hada_t1")),
    /** LoHa's second product. */
    HADA_W2_A(lycoris("hada_w2_a")),
    /** See {@link #HADA_W2_A}. */
    HADA_W2_B(lycoris("hada_w2_b")),
    /** The core of LoHa's second product. */
    HADA_T2(lycoris("hada_t2")),
    /** LoKr's first factor. */
    LOKR_W1(lycoris("lokr_w1")),
    /** LoKr's first factor as a product. */
    LOKR_W1_A(lycoris("lokr_w1_a")),
    /** See {@link #LOKR_W1_A}. */
    LOKR_W1_B(lycoris("lokr_w1_b")),
    /** LoKr's second factor. */
    LOKR_W2(lycoris("lokr_w2")),
    /** LoKr's second factor as a product of A and B, or of these and a core. */
    LOKR_W2_A(lycoris("lokr_w2_a")),
    /** See {@link #LOKR_W2_A}. */
    LOKR_W2_B(lycoris("lokr_w2_b")),
    /** The core of LoKr's second factor, [rank, rank, height, width]. */
    LOKR_T2(lycoris("lokr_t2")),
    /** DoRA's magnitudes as LyCORIS has them: [out, 1, ...] or [1, in, ...]. */
    DORA_SCALE("\\.dora_scale"),
    /** DoRA's magnitudes as PEFT has them, one for each output. */
    MAGNITUDE("\\.lora_magnitude_vector(\\.\\w+)*"),
    /** A number; divided by the rank it is the strength that the LoRA was trained with. */
    ALPHA("(\\.lora|_lora|\\.lora_linear_layer)?\\.alpha");

    private final String ending;
    private final Pattern name;

    LoraPart(String ending) {
        this.ending = ending;
        this.name = Pattern.compile("(?<layer>.+?)(?:" + ending + ")");
    }

    /** PEFT puts the adapter's name after those that it shares with LyCORIS. */
    private static String lycoris(String name) {
        return "\\." + name + "(\\.\\w+)?";
    }

    /**
     * @param tensor of a LoRA file
     * @return the name of its layer, as the file has it, if the tensor is such a part
     */
    Optional<String> layer(String tensor) {
        Matcher matcher = name.matcher(tensor);
        return matcher.matches() ? Optional.of(matcher.group("layer")) : Optional.empty();
    }
}
