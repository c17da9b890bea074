package io.github.arc2faceij.common;

/**
 * Torch's bicubic interpolation of one channel without antialiasing (torch 2.9.1, {@code interpolate} in mode bicubic,
 * align_corners false): Keys' cubic (1981) with a = -0.75, the ends repeated. Pillow's filters are another thing, see
 * {@link PillowFilter}.
 */
public final class TorchBicubic {

    private static final double A = -0.75;
    private static final int TAPS = 4;

    private TorchBicubic() {}

    /**
     * @param values width * height numbers, row by row
     * @param width of them
     * @param height of them
     * @param columns of the result
     * @param rows of the result
     * @return columns * rows numbers; they go a little beyond the range of the values
     */
    public static float[] resize(float[] values, int width, int height, int columns, int rows) {
        float[] narrow = new float[height * columns];
        for (int y = 0; y < height; y++) {
            interpolate(values, y * width, 1, width, narrow, y * columns, 1, columns);
        }
        float[] resized = new float[rows * columns];
        for (int x = 0; x < columns; x++) {
            interpolate(narrow, x, columns, height, resized, x, columns, rows);
        }
        return resized;
    }

    /** One line. */
    private static void interpolate(
            float[] from, int start, int step, int length, float[] to, int toStart, int toStep, int toLength) {
        for (int i = 0; i < toLength; i++) {
            double place = (double) length / toLength * (i + 0.5) - 0.5;
            int before = (int) Math.floor(place);
            double sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                int index = Math.min(Math.max(before - 1 + tap, 0), length - 1);
                sum += kernel(place - (before - 1 + tap)) * from[start + index * step];
            }
            to[toStart + i * toStep] = (float) sum;
        }
    }

    private static double kernel(double distance) {
        double x = Math.abs(distance);
        return x <= 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
    }
}
