package io.github.arc2faceij.diffusion.lora;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names of the UNet's layers in the first program of Stable Diffusion (CompVis, latent diffusion), by which ComfyUI
 * writes LoRAs: its blocks are counted in one row, {@code input_blocks.4.1}, where diffusers has {@code
 * down_blocks.1.attentions.0}. They are those of Stable Diffusion 1.5, with two residual layers in a block.
 */
final class OriginalName {

    private static final int RESNETS = 2;
    private static final Pattern DOWN = Pattern.compile("^down_blocks\\.(\\d)\\.(resnets|attentions)\\.(\\d)\\.");
    private static final Pattern UP = Pattern.compile("^up_blocks\\.(\\d)\\.(resnets|attentions)\\.(\\d)\\.");
    private static final Pattern HALVED = Pattern.compile("^down_blocks\\.(\\d)\\.downsamplers\\.0\\.conv$");
    private static final Pattern DOUBLED = Pattern.compile("^up_blocks\\.(\\d)\\.upsamplers\\.0\\.conv$");

    private OriginalName() {}

    /**
     * @param layer as diffusers names it
     * @return its first name, or the same where it has none
     */
    static String of(String layer) {
        String name = replaced(layer, DOWN, found -> "input_blocks." + (row(found) + 1) + part(found));
        name = replaced(name, UP, found -> "output_blocks." + row(found) + part(found));
        name = replaced(name, HALVED, found -> "input_blocks." + (RESNETS + 1) * (block(found) + 1) + ".0.op");
        // The lowest block has no attentions before what doubles it.
        name = replaced(
                name,
                DOUBLED,
                found -> "output_blocks." + ((RESNETS + 1) * block(found) + RESNETS) + "." + (block(found) == 0 ? 1 : 2)
                        + ".conv");
        return name.replaceFirst("^mid_block\\.resnets\\.0\\.", "middle_block.0.")
                .replaceFirst("^mid_block\\.attentions\\.0\\.", "middle_block.1.")
                .replaceFirst("^mid_block\\.resnets\\.1\\.", "middle_block.2.")
                .replaceFirst("\\.conv1$", ".in_layers.2")
                .replaceFirst("\\.conv2$", ".out_layers.3")
                .replaceFirst("\\.time_emb_proj$", ".emb_layers.1")
                .replaceFirst("\\.conv_shortcut$", ".skip_connection")
                .replaceFirst("^time_embedding\\.linear_1$", "time_embed.0")
                .replaceFirst("^time_embedding\\.linear_2$", "time_embed.2")
                .replaceFirst("^conv_in$", "input_blocks.0.0")
                .replaceFirst("^conv_out$", "out.2");
    }

    private static String replaced(String name, Pattern pattern, Function<MatchResult, String> replacement) {
        return pattern.matcher(name).replaceFirst(replacement);
    }

    private static int block(MatchResult found) {
        return Integer.parseInt(found.group(1));
    }

    private static int row(MatchResult found) {
        return block(found) * (RESNETS + 1) + Integer.parseInt(found.group(3));
    }

    private static String part(MatchResult found) {
        return found.group(2).equals("resnets") ? ".0." : ".1.";
    }
}
