package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.models.NetworkConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What a UNet2DConditionModel or ControlNetModel (diffusers 0.29.2) is made of, read from its config.json. Whatever is
 * not of Stable Diffusion's first family is refused.
 *
 * @param inChannels of the latents
 * @param contextSize features of a prompt's token
 * @param groups of every group normalization
 * @param epsilon of the group normalizations outside transformers
 * @param cosineFirst whether the timestep's cosines come before its sines (flip_sin_to_cos)
 * @param frequencyShift of the timestep's frequencies (freq_shift)
 * @param levels from the full resolution to the lowest
 */
record UNetConfig(
        int inChannels,
        int contextSize,
        int groups,
        float epsilon,
        boolean cosineFirst,
        int frequencyShift,
        List<Level> levels) {

    /** Height and width of SD 1.5's latents, which a ControlNet's configuration does not tell. */
    private static final int LATENTS = 64;

    private static final String PLAIN_DOWN = "DownBlock2D";
    private static final String CROSS_ATTENTION_DOWN = "CrossAttnDownBlock2D";
    private static final String PLAIN_UP = "UpBlock2D";
    private static final String CROSS_ATTENTION_UP = "CrossAttnUpBlock2D";

    private static final List<String> NOT_USED = List.of(
            "class_embed_type",
            "num_class_embeds",
            "projection_class_embeddings_input_dim",
            "addition_embed_type",
            "encoder_hid_dim",
            "encoder_hid_dim_type",
            "time_embedding_dim",
            "time_embedding_act_fn",
            "timestep_post_act",
            "time_cond_proj_dim",
            "cross_attention_norm",
            "reverse_transformer_layers_per_block",
            "num_attention_heads");
    private static final List<String> NOT_SET = List.of(
            "center_input_sample",
            "only_cross_attention",
            "mid_block_only_cross_attention",
            "dual_cross_attention",
            "resnet_skip_time_act",
            "class_embeddings_concat");
    private static final List<String> ONE =
            List.of("downsample_padding", "mid_block_scale_factor", "resnet_out_scale_factor");
    private static final List<String> THREE = List.of("conv_in_kernel", "conv_out_kernel");

    /**
     * What happens at one resolution.
     *
     * @param channels of the pictures
     * @param resnets on the way down; on the way up there is one more
     * @param downAttention whether a transformer follows each residual block on the way down
     * @param heads of every attention: diffusers calls it attention_head_dim, though it is their number
     * @param depth blocks in a transformer
     * @param tokens positions of a picture of the size that the network was trained with
     */
    record Level(int channels, int resnets, boolean downAttention, int heads, int depth, long tokens) {}

    UNetConfig {
        levels = List.copyOf(levels);
    }

    static UNetConfig read(NetworkConfig config) {
        refuseOtherFamilies(config);
        return new UNetConfig(
                config.integer("in_channels"),
                config.integer("cross_attention_dim"),
                config.integer("norm_num_groups"),
                (float) config.number("norm_eps", 1e-5),
                config.flag("flip_sin_to_cos", true),
                (int) config.number("freq_shift", 0),
                levels(config));
    }

    private static List<Level> levels(NetworkConfig config) {
        List<Integer> channels = config.integers("block_out_channels");
        int count = channels.size();
        List<String> types = config.words("down_block_types", count, PLAIN_DOWN, CROSS_ATTENTION_DOWN);
        List<Integer> resnets = config.perBlock("layers_per_block", count, 2);
        List<Integer> heads = config.perBlock("attention_head_dim", count, 8);
        List<Integer> depths = config.perBlock("transformer_layers_per_block", count, 1);
        List<Level> levels = new ArrayList<>();
        int groups = config.integer("norm_num_groups");
        long size = (long) config.number("sample_size", LATENTS);
        for (int i = 0; i < count; i++) {
            config.expectDivisor("norm_num_groups", groups, channels.get(i));
            config.expectDivisor("attention_head_dim", heads.get(i), channels.get(i));
            boolean attention = types.get(i).equals(CROSS_ATTENTION_DOWN);
            levels.add(new Level(
                    channels.get(i), resnets.get(i), attention, heads.get(i), depths.get(i), size * size >> 2 * i));
        }
        return levels;
    }

    /** @return whether transformers follow the residual blocks on the way up, lowest resolution first */
    static List<Boolean> upAttention(NetworkConfig config, int levels) {
        return config.words("up_block_types", levels, PLAIN_UP, CROSS_ATTENTION_UP).stream()
                .map(CROSS_ATTENTION_UP::equals)
                .toList();
    }

    private static void refuseOtherFamilies(NetworkConfig config) {
        config.word("act_fn", "silu", "swish");
        config.word("mid_block_type", "UNetMidBlock2DCrossAttn");
        config.word("resnet_time_scale_shift", "default");
        config.word("time_embedding_type", "positional");
        config.word("attention_type", "default");
        NOT_USED.forEach(field -> config.expect(field, "null"));
        NOT_SET.forEach(field -> config.expect(field, "false"));
        ONE.forEach(field -> config.expect(field, "1"));
        THREE.forEach(field -> config.expect(field, "3"));
    }
}
