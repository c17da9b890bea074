package io.github.arc2faceij.condition.expression;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.AdapterFile;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.models.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The expression that a picture is to show, by the Expression Adapter.
 *
 * @param expression 55 numbers, and how strongly to follow them
 * @param source where they came from, for the recipe: {@code smile.npy}
 */
public record ExpressionCondition(Expression expression, String source) implements Condition {

    /** Its kind. */
    public static final ConditionKind<Part> KIND = new ConditionKind<>(
            "expression",
            Part.class,
            false,
            Set.of("numbers", "intensity"),
            part -> List.of(),
            (part, sources) -> Optional.of(part.condition()));

    private static final AdapterFile FILE = new AdapterFile("An expression", "Expression Adapter", "go without");

    /**
     * An expression in a recipe.
     *
     * @param source where it came from
     * @param numbers 55: FLAME's expression (50), eyelids (2) and jaw (3)
     * @param intensity 1 as the adapter was trained
     * @param sha256 of the Expression Adapter's file
     */
    public record Part(String source, List<Double> numbers, double intensity, String sha256) {

        private ExpressionCondition condition() {
            float[] floats = new float[numbers.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = numbers.get(i).floatValue();
            }
            return new ExpressionCondition(new Expression(floats, intensity), source);
        }
    }

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Record part(Networks networks) {
        List<Double> numbers = new ArrayList<>();
        for (float number : expression.numbers()) {
            numbers.add(Double.valueOf(Float.toString(number))); // 0.1, as it was typed, and not 0.10000000149
        }
        return new Part(source, numbers, expression.scale(), networks.sha256(file(networks.folder())));
    }

    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        return options.withAdapter(new ExpressionAdapter(file(folder)));
    }

    @Override
    public Optional<Conditioning> open(Networks networks, Sampling sampling, Progress progress) {
        return Optional.of(conditioning(expression));
    }

    /**
     * @param expression of the faces
     * @return what a UNet with the Expression Adapter follows
     */
    public static Conditioning conditioning(Expression expression) {
        return (vae, prompt, progress) -> (batch, asked) -> inputs(expression, batch.rows(), batch.empty());
    }

    /**
     * @param expression of the faces
     * @param rows how many latents go through the UNet
     * @param empty how many of them, at the front, are under the empty prompt and know no expression
     * @return what the UNet takes
     */
    public static PassInputs inputs(Expression expression, int rows, int empty) {
        return PassInputs.perRow(Map.of(ExpressionAdapter.INPUT, expression.rows(rows, empty)))
                .with(PassInputs.shared(
                        Map.of(ExpressionAdapter.SCALE_INPUT, Tensor.of(new float[] {(float) expression.scale()}, 1))));
    }

    private static Path file(ModelFolder folder) {
        return FILE.in(folder, folder.expressionAdapter());
    }
}
