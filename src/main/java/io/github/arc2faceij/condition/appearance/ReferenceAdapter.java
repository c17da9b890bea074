package io.github.arc2faceij.condition.appearance;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.graph.AttentionAdapter;
import io.github.arc2faceij.diffusion.graph.Features;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.diffusion.graph.UNetAdapter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bank of Arc2Face's Reference Adapter ({@code arc2face/ref_adapter.py}): the tokens that the self-attentions of an
 * unchanged UNet see in a reference picture, {@code reference_0}, {@code reference_1}, ... [1, tokens, channels] in the
 * order in which they run. One UNet gives them as outputs, the other takes them as inputs.
 */
public enum ReferenceAdapter implements UNetAdapter {
    /** Gives the tokens as outputs of the graph. */
    WRITER {
        @Override
        Features seen(Layers layers, String name, Features tokens) {
            layers.graph().output(name, tokens.value(), "batch", name, tokens.channels());
            return tokens;
        }
    },
    /** Takes the tokens as inputs of the graph; every self-attention sees them after its own. */
    READER {
        @Override
        Features seen(Layers layers, String name, Features tokens) {
            return layers.append(
                    tokens, layers.graph().working(layers.graph().input(name, 1, name, tokens.channels())));
        }
    };

    private static final String PREFIX = "reference_";

    /** @return the tokens that the self-attention of this name takes keys and values from */
    abstract Features seen(Layers layers, String name, Features tokens);

    @Override
    public AttentionAdapter attach(Layers layers, List<String> crossAttentions, int contextSize) {
        return new AttentionAdapter() {
            private int count;

            @Override
            public Features seen(Features tokens) {
                return ReferenceAdapter.this.seen(layers, PREFIX + count++, tokens);
            }
        };
    }

    /** Its LoRA is one of the UNet's. */
    @Override
    public List<Path> files() {
        return List.of();
    }

    /** A bank of no tokens. */
    @Override
    public Map<String, Tensor> withoutEffect(Map<String, long[]> inputs, int rows) {
        Map<String, Tensor> bank = new HashMap<>();
        inputs.forEach((input, shape) -> {
            if (input.startsWith(PREFIX)) {
                bank.put(input, Tensor.zeros(1, 0, (int) shape[2]));
            }
        });
        return bank;
    }
}
