package io.github.arc2faceij.condition.expression;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.graph.AttentionAdapter;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.diffusion.graph.UNetAdapter;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Expression Adapter of a UNet. Inputs: {@code expression} [batch, 55] and {@code expression_scale} [1].
 *
 * @param file {@code exp_adapter.bin}
 */
public record ExpressionAdapter(Path file) implements UNetAdapter {

    /** The input with a row of numbers for each latent. */
    static final String INPUT = "expression";

    /** The input that says how strongly to follow them. */
    static final String SCALE_INPUT = "expression_scale";

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public AttentionAdapter attach(Layers layers, List<String> crossAttentions, int contextSize) {
        return new ExpressionAttention(layers.graph(), WeightFile.open(file), crossAttentions, contextSize);
    }

    @Override
    public Map<String, Tensor> withoutEffect(Map<String, long[]> inputs, int rows) {
        return Map.of(INPUT, Tensor.zeros(rows, Expression.LENGTH), SCALE_INPUT, Tensor.zeros(1));
    }
}
