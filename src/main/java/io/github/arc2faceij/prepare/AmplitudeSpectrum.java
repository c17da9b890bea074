package io.github.arc2faceij.prepare;

import io.github.arc2faceij.opencv.Fourier;

/**
 * The amplitudes of a picture's Fourier transform, and SHINE's {@code specMatch} (all amplitudes are replaced, the phases stay) and
 * {@code sfMatch} (amplitudes are multiplied by one factor for each spatial frequency, so that the rotational average is
 * replaced). As in SHINE, a frequency is the distance from frequency 0 in cycles a picture, rounded, and {@code sfMatch} leaves
 * nothing beyond half the longer side, the corners of the spectrum.
 *
 * @param width of the picture
 * @param amplitudes [height, width], frequency 0 first
 */
record AmplitudeSpectrum(int width, double[] amplitudes) {

    /** Less than this share of the largest amplitude is rounding errors. */
    private static final double NOTHING = 1e-12;

    /**
     * @param values [height, width]
     * @param width of a row
     * @return their amplitudes
     */
    static AmplitudeSpectrum of(double[] values, int width) {
        double[] complex = Fourier.forward(values, width);
        double[] amplitudes = new double[values.length];
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = Math.hypot(complex[2 * i], complex[2 * i + 1]);
        }
        return new AmplitudeSpectrum(width, amplitudes);
    }

    /**
     * @param values [height, width] of a picture of the same size
     * @return the picture with all of these amplitudes and its own phases
     */
    double[] full(double[] values) {
        double[] complex = Fourier.forward(values, width);
        for (int i = 0; i < amplitudes.length; i++) {
            double own = Math.hypot(complex[2 * i], complex[2 * i + 1]);
            complex[2 * i] = own == 0 ? amplitudes[i] : complex[2 * i] * amplitudes[i] / own;
            complex[2 * i + 1] = own == 0 ? 0 : complex[2 * i + 1] * amplitudes[i] / own;
        }
        return Fourier.inverse(complex, width);
    }

    /**
     * @param values [height, width] of a picture of the same size
     * @return the picture with the rotational average of these amplitudes
     */
    double[] rotational(double[] values) {
        double[] complex = Fourier.forward(values, width);
        double[] own = of(values, width).averages();
        double[] wanted = averages();
        double least = NOTHING * own[0];
        for (int i = 0; i < amplitudes.length; i++) {
            int frequency = frequency(i);
            boolean none = frequency >= own.length || own[frequency] <= least;
            double factor = none ? 0 : wanted[frequency] / own[frequency];
            complex[2 * i] *= factor;
            complex[2 * i + 1] *= factor;
        }
        return Fourier.inverse(complex, width);
    }

    /**
     * @param other of a picture of the same size
     * @return the sum of the differences of the rotational averages, as a share of the sum of the other's; without frequency 0
     */
    double difference(AmplitudeSpectrum other) {
        double[] own = averages();
        double[] wanted = other.averages();
        double differences = 0;
        double sum = 0;
        for (int frequency = 1; frequency < own.length; frequency++) {
            differences += Math.abs(own[frequency] - wanted[frequency]);
            sum += wanted[frequency];
        }
        return sum == 0 ? 0 : differences / sum;
    }

    /** Rotational averages, of frequencies 0 to half the longer side. */
    double[] averages() {
        double[] sums = new double[Math.max(width, amplitudes.length / width) / 2 + 1];
        int[] counts = new int[sums.length];
        for (int i = 0; i < amplitudes.length; i++) {
            int frequency = frequency(i);
            if (frequency < sums.length) {
                sums[frequency] += amplitudes[i];
                counts[frequency]++;
            }
        }
        for (int frequency = 0; frequency < sums.length; frequency++) {
            sums[frequency] /= counts[frequency];
        }
        return sums;
    }

    private int frequency(int index) {
        return (int)
                Math.round(Math.hypot(signed(index % width, width), signed(index / width, amplitudes.length / width)));
    }

    /** The second half of a transform are the negative frequencies. */
    private static int signed(int index, int length) {
        return index < (length + 1) / 2 ? index : index - length;
    }
}
