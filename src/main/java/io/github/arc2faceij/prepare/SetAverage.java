package io.github.arc2faceij.prepare;

/** The means over the pictures of a set: what SHINE makes all of them have. */
final class SetAverage {

    private final int width;
    private final double[] shares = new double[LevelHistogram.LEVELS];
    private final double[] amplitudes;
    private double mean;
    private double deviation;
    private int count;

    SetAverage(int width, int height) {
        this.width = width;
        amplitudes = new double[width * height];
    }

    /**
     * @param values of a picture
     * @param inside which of them count for all but the spectrum
     */
    void add(double[] values, boolean[] inside) {
        MeanAndDeviation plain = MeanAndDeviation.of(values, inside);
        mean += plain.mean();
        deviation += plain.deviation();
        addTo(shares, LevelHistogram.of(values, inside).shares());
        addTo(amplitudes, AmplitudeSpectrum.of(values, width).amplitudes());
        count++;
    }

    private static void addTo(double[] sums, double[] numbers) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += numbers[i];
        }
    }

    private double[] mean(double[] sums) {
        double[] means = sums.clone();
        for (int i = 0; i < means.length; i++) {
            means[i] /= count;
        }
        return means;
    }

    MeanAndDeviation lightness() {
        return new MeanAndDeviation(mean / count, deviation / count);
    }

    LevelHistogram histogram() {
        return new LevelHistogram(mean(shares));
    }

    AmplitudeSpectrum spectrum() {
        return new AmplitudeSpectrum(width, mean(amplitudes));
    }
}
