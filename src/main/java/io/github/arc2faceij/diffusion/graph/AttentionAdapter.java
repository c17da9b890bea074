package io.github.arc2faceij.diffusion.graph;

/** What an adapter changes in the attentions of transformers; by default nothing. */
interface AttentionAdapter {

    /**
     * @param tokens at a self-attention
     * @return the tokens that it takes keys and values from
     */
    default Features seen(Features tokens) {
        return tokens;
    }

    /**
     * @param name of an attention: to itself, {@code "mid_block.attentions.0.transformer_blocks.0.attn1"}, or to the
     *     prompt, {@code ...attn2}
     * @param q its queries
     * @param attended the heads' results, before the last projection
     * @param heads how many
     * @return the results to go on with, of the same shape
     */
    default Features attended(String name, Features q, Features attended, int heads) {
        return attended;
    }
}
