package io.github.arc2faceij.opencv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FourierTest {

    @Test
    void aWaveHasTwoFrequencies() {
        double[] wave = new double[7 * 12];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = Math.cos(2 * Math.PI * (3.0 * (i % 12) / 12 + 2.0 * (i / 12) / 7));
        }
        double[] spectrum = Fourier.forward(wave, 12);
        for (int i = 0; i < wave.length; i++) {
            boolean there = i == 2 * 12 + 3 || i == 5 * 12 + 9;
            assertEquals(there ? wave.length / 2.0 : 0, spectrum[2 * i], 1e-9);
            assertEquals(0, spectrum[2 * i + 1], 1e-9);
        }
    }

    @Test
    void theInverseUndoesIt() {
        double[] values = new Random(1).doubles(11 * 9).toArray();
        assertArrayEquals(values, Fourier.inverse(Fourier.forward(values, 11), 11), 1e-12);
    }
}
