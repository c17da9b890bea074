package io.github.arc2faceij.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 25 | 3 | DPMPP_2M | 42 | CPU | 0 pictures cannot be made at once. Give 1 to 1000.",
                "1001 | 25 | 3 | DPMPP_2M | 42 | CPU | 1001 pictures cannot be made at once. Give 1 to 1000.",
                "1 | 0 | 3 | DPMPP_2M | 42 | CPU | The sampler DPM++ 2M cannot take 0 steps. Give 1 to 999.",
                "1 | 51 | 1 | LCM | 42 | CPU | The sampler LCM cannot take 51 steps. Give 1 to 50.",
                "1 | 1001 | 1 | EULER | 42 | CPU | The sampler Euler cannot take 1001 steps. Give 1 to 1000.",
                "1 | 25 | NaN | DPMPP_2M | 42 | CPU | The guidance cannot be NaN. Give 0 to 30.",
                "1 | 25 | -0.1 | DPMPP_2M | 42 | CPU | The guidance cannot be -0.1. Give 0 to 30.",
                "1 | 25 | Infinity | DPMPP_2M | 42 | CPU | The guidance cannot be Infinity. Give 0 to 30.",
                "1 | 25 | 3 | DPMPP_2M | -1 | CPU"
                        + " | The seed -1 cannot be used with torch CPU noise. Give 0 to 4294967295.",
                "1 | 25 | 3 | DPMPP_2M | 1099511627776 | CPU"
                        + " | The seed 1099511627776 cannot be used with torch CPU noise. Give 0 to 4294967295.",
                "1 | 25 | 3 | DPMPP_2M | -1 | CUDA | The seed -1 cannot be used with torch CUDA noise."
                        + " Give 0 to 9223372036854775807.",
            })
    void whatCannotBeIsRefusedWithASentence(
            int count, int steps, double guidance, SamplerType sampler, long seed, Noise noise, String message) {
        Arc2FaceException thrown = assertThrows(
                Arc2FaceException.class, () -> new Sampling(count, steps, guidance, sampler, seed, noise, 512, 512));
        assertEquals(message, thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 512", "512, 4104"})
    void aSizeOutOfRangeIsRefused(int width, int height) {
        Arc2FaceException thrown = assertThrows(
                Arc2FaceException.class,
                () -> new Sampling(1, 25, 3, SamplerType.DPMPP_2M, 0, Noise.CPU, width, height));
        assertEquals("Pictures cannot be " + width + " x " + height + " pixels. Give 8 to 4096.", thrown.getMessage());
    }

    @Test
    void aSeedPast32BitsIsTheCudaGeneratorsOwn() {
        long seed = 1L << 40;
        assertEquals(seed, new Sampling(1000, 999, 30, SamplerType.UNIPC, seed, Noise.CUDA, 8, 4096).seed());
    }
}
