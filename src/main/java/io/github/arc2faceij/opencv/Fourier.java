package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC2;
import static org.bytedeco.opencv.global.opencv_core.DFT_COMPLEX_OUTPUT;
import static org.bytedeco.opencv.global.opencv_core.DFT_INVERSE;
import static org.bytedeco.opencv.global.opencv_core.DFT_SCALE;

import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The discrete Fourier transform of a picture's values, {@code cv::dft} in double precision, for any width and height. */
public final class Fourier {

    private Fourier() {}

    /**
     * @param values [height, width], row-major
     * @param width of a row
     * @return [height, width, 2], real and imaginary parts; frequency 0 comes first, nothing is scaled
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer or lacks memory
     */
    public static double[] forward(double[] values, int width) {
        return transform(values, values.length / width, width, CV_64FC1, DFT_COMPLEX_OUTPUT);
    }

    /**
     * @param spectrum [height, width, 2] as {@link #forward} gives it
     * @param width of a row
     * @return [height, width], the real part of the inverse transform, scaled so that {@link #forward} is undone
     * @throws io.github.arc2faceij.common.Arc2FaceException when OpenCV cannot start on this computer or lacks memory
     */
    public static double[] inverse(double[] spectrum, int width) {
        double[] complex = transform(spectrum, spectrum.length / 2 / width, width, CV_64FC2, DFT_INVERSE | DFT_SCALE);
        double[] real = new double[complex.length / 2];
        for (int i = 0; i < real.length; i++) {
            real[i] = complex[2 * i];
        }
        return real;
    }

    private static double[] transform(double[] numbers, int height, int width, int type, int flags) {
        return Mats.attempt("transform " + width + " x " + height + " values", () -> {
            try (Mat from = new Mat(height, width, type);
                    Mat to = new Mat()) {
                from.<DoubleBuffer>createBuffer().put(numbers);
                opencv_core.dft(from, to, flags, 0);
                double[] complex = new double[2 * width * height];
                to.<DoubleBuffer>createBuffer().get(complex);
                return complex;
            }
        });
    }
}
