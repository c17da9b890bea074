package io.github.arc2faceij.diffusion.noise;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.weights.Goldens;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The goldens are torch.randn's own numbers, named {@code cpu.<seed>.<shape>} and {@code cuda.<seed>.draw<k>.<shape>}.
 */
class NoiseTest {

    private static final double TOLERANCE = 1e-6;
    private static final Map<String, Tensor> GOLDENS = Goldens.load("rng.safetensors");

    @ParameterizedTest
    @MethodSource("cpuGoldens")
    void cpuNoiseIsTorchs(String name) {
        Tensor expected = GOLDENS.get(name);
        NoiseSource noise = Noise.CPU.source(Long.parseLong(name.split("\\.")[1]));
        assertClose(expected, noise.normal(expected.shape()), TOLERANCE, name);
        assertClose(GOLDENS.get(name + ".next"), noise.normal(16), TOLERANCE, "what follows " + name);
    }

    @ParameterizedTest
    @MethodSource("cudaGoldens")
    void cudaNoiseIsTorchs(String name) {
        Tensor expected = GOLDENS.get(name);
        NoiseSource noise = Noise.CUDA.source(Long.parseLong(name.split("\\.")[1]));
        Tensor drawn = noise.normal(expected.shape());
        if (name.contains("draw1")) {
            drawn = noise.normal(expected.shape());
        }
        assertClose(expected, drawn, TOLERANCE, name);
    }

    @Test
    void shortDrawsContinueOneStream() {
        Tensor five = GOLDENS.get("cpu.42.5");
        NoiseSource noise = new TorchCpuNoise(42);
        float[] pieces = new float[5];
        System.arraycopy(noise.normal(3).data(), 0, pieces, 0, 3);
        System.arraycopy(noise.normal(2).data(), 0, pieces, 3, 2);
        assertClose(five, Tensor.of(pieces, 5), TOLERANCE, "3 numbers, then 2");
    }

    @Test
    void aCpuSeedCountsModulo32BitsAndACudaSeedInFull() {
        long large = (1L << 40) + 7;
        assertArrayEquals(draw(new TorchCpuNoise(7)), draw(new TorchCpuNoise(large)));
        assertFalse(Arrays.equals(draw(new TorchCudaNoise(7)), draw(new TorchCudaNoise(large))));
        assertEquals(4294967295L, Noise.CPU.maxSeed());
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void labelsLeadBack(Noise noise) {
        assertEquals(noise, Noise.byLabel(noise.label()));
    }

    @ParameterizedTest
    @CsvSource({"torch cuda, CUDA", "TORCH CPU, CPU"})
    void labelsAreReadInAnyCase(String label, Noise noise) {
        assertEquals(noise, Noise.byLabel(label));
    }

    @Test
    void anUnknownLabelListsTheChoices() {
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> Noise.byLabel("numpy"));
        assertEquals("There is no noise \"numpy\". Choose one of torch CPU, torch CUDA.", thrown.getMessage());
    }

    private static float[] draw(NoiseSource noise) {
        return noise.normal(1, 4, 8, 8).data();
    }

    private static Stream<String> cpuGoldens() {
        return GOLDENS.keySet().stream().filter(name -> name.startsWith("cpu.") && !name.endsWith(".next"));
    }

    private static Stream<String> cudaGoldens() {
        return GOLDENS.keySet().stream().filter(name -> name.startsWith("cuda."));
    }
}
