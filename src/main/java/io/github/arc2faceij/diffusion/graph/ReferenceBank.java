package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.onnx.graph.GraphBuilder;

/**
 * The bank of Arc2Face's Reference Adapter ({@code arc2face/ref_adapter.py}): the tokens that the self-attentions of an
 * unchanged UNet see in a reference picture, {@code reference_0}, {@code reference_1}, ... [1, tokens, channels] in the
 * order in which they run.
 */
final class ReferenceBank {

    private static final String PREFIX = "reference_";

    private ReferenceBank() {}

    /** Gives the tokens as outputs of the graph. */
    static AttentionAdapter writer(GraphBuilder graph) {
        return new AttentionAdapter() {
            private int count;

            @Override
            public Features seen(Features tokens) {
                String name = PREFIX + count++;
                graph.output(name, tokens.value(), "batch", name, tokens.channels());
                return tokens;
            }
        };
    }

    /** Takes the tokens as inputs of the graph; every self-attention sees them after its own. */
    static AttentionAdapter reader(Layers layers) {
        return new AttentionAdapter() {
            private int count;

            @Override
            public Features seen(Features tokens) {
                String name = PREFIX + count++;
                String bank = layers.graph.working(layers.graph.input(name, 1, name, tokens.channels()));
                return layers.append(tokens, bank);
            }
        };
    }
}
