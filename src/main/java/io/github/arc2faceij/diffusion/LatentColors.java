package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.Pixels;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.TorchCpuNoise;
import io.github.arc2faceij.opencv.LeastSquares;

/**
 * What latents look like without decoding them: each colour of a latent position is a sum of its channels, with weights
 * that are fitted to the autoencoder at hand by least squares. The sample that it is fitted to is the decoder's own
 * picture of patches of unit noise, which takes as long as a small picture.
 */
final class LatentColors {

    /** Patches of equal latents a side of the sample, and latents a side of a patch. */
    private static final int PATCHES = 8;

    private static final int PATCH = 3;
    private static final int SIDE = PATCHES * PATCH;
    private static final int SEED = 0;
    private static final int RGB = 3;

    private final int channels;

    /** [channels + 1, 3], the last row being the constant; gives decoded values, about -1..1. */
    private final double[] weights;

    private LatentColors(int channels, double[] weights) {
        this.channels = channels;
        this.weights = weights;
    }

    /**
     * @param vae whose latents are to be seen
     * @param channels of its latents
     * @param progress asked whether to stop
     * @return the weights that fit best
     * @throws io.github.arc2faceij.common.Arc2FaceException when the decoder cannot be used
     */
    static LatentColors fit(Vae vae, int channels, Progress progress) {
        Tensor sample = sample(channels);
        Tensor scaled = sample.copy();
        for (int i = 0; i < scaled.size(); i++) {
            scaled.data()[i] /= (float) vae.scalingFactor();
        }
        return fit(sample, vae.decode(scaled, progress));
    }

    /**
     * @param latents [1, channels, height, width], multiplied with the scaling factor
     * @param decoded [1, 3, k height, k width], about -1..1
     * @return the weights that fit best
     */
    static LatentColors fit(Tensor latents, Tensor decoded) {
        int channels = latents.dim(1);
        int plane = latents.dim(2) * latents.dim(3);
        double[] a = new double[plane * (channels + 1)];
        double[] b = new double[plane * RGB];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < channels; c++) {
                a[i * (channels + 1) + c] = latents.data()[c * plane + i];
            }
            a[i * (channels + 1) + channels] = 1;
            for (int c = 0; c < RGB; c++) {
                b[i * RGB + c] = cellMean(decoded, c, i / latents.dim(3), i % latents.dim(3), latents.dim(3));
            }
        }
        return new LatentColors(channels, LeastSquares.solve(a, b, plane));
    }

    /**
     * @param latents [batch, channels, height, width], multiplied with the scaling factor
     * @param index of the picture in the batch
     * @return the picture, a pixel per latent position
     */
    Picture picture(Tensor latents, int index) {
        int plane = latents.dim(2) * latents.dim(3);
        float[] colors = new float[RGB * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < RGB; c++) {
                double sum = weights[channels * RGB + c];
                for (int k = 0; k < channels; k++) {
                    sum += weights[k * RGB + c] * latents.data()[(index * channels + k) * plane + i];
                }
                colors[c * plane + i] = (float) sum;
            }
        }
        return Pixels.toPicture(Tensor.of(colors, 1, RGB, latents.dim(2), latents.dim(3)));
    }

    private static Tensor sample(int channels) {
        float[] noise =
                new TorchCpuNoise(SEED).normal(channels, PATCHES, PATCHES).data();
        Tensor sample = Tensor.zeros(1, channels, SIDE, SIDE);
        for (int i = 0; i < sample.size(); i++) {
            int row = i / SIDE / PATCH; // counts through all channels
            sample.data()[i] = noise[row * PATCHES + i % SIDE / PATCH];
        }
        return sample;
    }

    private static double cellMean(Tensor decoded, int channel, int row, int column, int columns) {
        int cell = decoded.dim(3) / columns;
        double sum = 0;
        for (int y = row * cell; y < (row + 1) * cell; y++) {
            for (int x = column * cell; x < (column + 1) * cell; x++) {
                sum += decoded.data()[(channel * decoded.dim(2) + y) * decoded.dim(3) + x];
            }
        }
        return sum / (cell * cell);
    }
}
