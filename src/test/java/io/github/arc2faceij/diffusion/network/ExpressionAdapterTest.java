package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.DiffusionGoldens;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.ControlNet.Residuals;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeExpressionAdapter;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionAdapterTest {

    private static final double TOLERANCE = 1e-3;
    private static final int TIMESTEP = 500;

    @TempDir
    static Path folder;

    private static Path unet;

    @BeforeAll
    static void write() {
        unet = RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "linear"})
    void predictsNoiseAsDiffusers(String form) {
        Map<String, Tensor> golden = Goldens.load("tiny/exp_adapter_" + form + "_unet.safetensors");
        try (UNet adapted = open(form)) {
            assertClose(golden.get("y.scale0.5"), noise(adapted, golden, 0.5), TOLERANCE);
            assertClose(golden.get("y.scale1.0"), noise(adapted, golden, 1), TOLERANCE);
        }
    }

    @Test
    void withoutAnExpressionTheUNetIsAsPublished() {
        Map<String, Tensor> golden = Goldens.load("tiny/exp_adapter_full_unet.safetensors");
        Tensor x = golden.get("x");
        Tensor context = golden.get("context");
        try (UNet adapted = open("full");
                UNet plain = new UNet(unet, Device.CPU)) {
            Tensor expected = plain.predictNoise(x, TIMESTEP, context, Residuals.NONE, Progress.NONE);
            assertClose(expected, adapted.predictNoise(x, TIMESTEP, context, Residuals.NONE, Progress.NONE), 1e-6);
        }
    }

    @Test
    void anExpressionNeedsTheAdapter() {
        Map<String, Tensor> golden = Goldens.load("tiny/exp_adapter_full_unet.safetensors");
        try (UNet plain = new UNet(unet, Device.CPU)) {
            Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> noise(plain, golden, 1));
            assertTrue(refusal.getMessage().contains("without the Expression Adapter"), refusal.getMessage());
        }
    }

    @Test
    void refusesTheAdapterOfAnotherModelByName() {
        Path adapter = RecipeExpressionAdapter.write(folder.resolve("other.bin"), "full");
        assertRefused(ModelFolder.bundled().unet(), adapter, "image_proj.proj.2.weight", "[576, 55]", "for this UNet");
        assertRefused(unet, unet.resolve(DiffusionGoldens.WEIGHTS), "image_proj.proj.weight");
    }

    @Test
    void refusesNumbersThatAreNoExpression() {
        float[] broken = new float[Expression.LENGTH];
        broken[54] = Float.NaN;
        assertEquals(
                "Number 55 of the expression is NaN. Give finite numbers.",
                assertThrows(Arc2FaceException.class, () -> new Expression(broken, 1))
                        .getMessage());
        assertThrows(Arc2FaceException.class, () -> new Expression(new float[50], 1));
        assertThrows(Arc2FaceException.class, () -> new Expression(new float[55], Double.NaN));
    }

    private static void assertRefused(Path network, Path adapter, String... words) {
        UNetOptions options = UNetOptions.NONE.withExpressionAdapter(adapter);
        Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> new UNet(network, Device.CPU, options));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private static UNet open(String form) {
        Path adapter = RecipeExpressionAdapter.write(folder.resolve(form + ".bin"), form);
        return new UNet(unet, Device.CPU, UNetOptions.NONE.withExpressionAdapter(adapter));
    }

    /** The golden's first row is under the empty prompt, its second under the expression. */
    private static Tensor noise(UNet network, Map<String, Tensor> golden, double scale) {
        float[] rows = golden.get("expression").data();
        float[] numbers = Arrays.copyOfRange(rows, Expression.LENGTH, rows.length);
        Conditions conditions =
                new Conditions(Residuals.NONE, Optional.of(new Expression(numbers, scale)), Optional.empty(), 1);
        return network.predictNoise(golden.get("x"), TIMESTEP, golden.get("context"), conditions, Progress.NONE);
    }
}
