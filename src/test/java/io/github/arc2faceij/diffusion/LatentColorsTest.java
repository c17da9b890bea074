package io.github.arc2faceij.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.network.Pixels;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.TorchCpuNoise;
import io.github.arc2faceij.models.ModelFolder;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The weights that make colours of latents, for a decoder that is linear and for the bundled one. */
class LatentColorsTest {

    private static final int SIZE = 128;

    @Test
    void aLinearDecoderIsFoundExactly() {
        Tensor latents = new TorchCpuNoise(1).normal(1, 4, 6, 5);
        Tensor decoded = Tensor.zeros(1, 3, 12, 10);
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 120; i++) {
                int cell = i / 10 / 2 * 5 + i % 10 / 2;
                float value = 0.1f * c;
                for (int k = 0; k < 4; k++) {
                    value += 0.05f * (k - c) * latents.data()[k * 30 + cell];
                }
                decoded.data()[c * 120 + i] = value;
            }
        }
        Picture picture = LatentColors.fit(latents, decoded).picture(latents, 0);
        assertEquals(5, picture.width());
        Picture expected = Pixels.toPicture(decoded);
        for (int i = 0; i < 30; i++) {
            assertEquals(expected.get(i % 5 * 2, i / 5 * 2, 1), picture.get(i % 5, i / 5, 1));
        }
    }

    @Test
    void aPhotosLatentsLookLikeThePhoto() throws IOException {
        try (Vae vae = new Vae(ModelFolder.bundled().vae(), Device.CPU)) {
            Tensor photo = Pixels.toTensor(photo());
            Tensor latents = vae.encode(photo, Progress.NONE).mean();
            Picture decoded = Pixels.toPicture(vae.decode(latents, Progress.NONE));
            for (int i = 0; i < latents.size(); i++) {
                latents.data()[i] *= (float) vae.scalingFactor();
            }
            Picture sketch =
                    LatentColors.fit(vae, latents.dim(1), Progress.NONE).picture(latents, 0);
            double correlation = correlation(sketch, decoded);
            assertTrue(correlation > 0.97, "correlation " + correlation);
        }
    }

    /** The head of NASA's portrait. */
    private static Picture photo() throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(
                ImageIO.read(new File("test-images/astronaut.png")), 0, 0, SIZE, SIZE, 130, 20, 320, 210, null);
        graphics.dispose();
        return TestPictures.of(image);
    }

    /** Of the sketch's values with the means of the picture's cells of the same place. */
    private static double correlation(Picture sketch, Picture picture) {
        double[] a = new double[sketch.rgb().length];
        double[] b = new double[a.length];
        int cell = picture.width() / sketch.width();
        for (int i = 0; i < a.length; i++) {
            int x = i / 3 % sketch.width();
            int y = i / 3 / sketch.width();
            a[i] = sketch.get(x, y, i % 3);
            for (int k = 0; k < cell * cell; k++) {
                b[i] += picture.get(x * cell + k % cell, y * cell + k / cell, i % 3);
            }
        }
        return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = DoubleStream.of(a).average().orElseThrow();
        double meanB = DoubleStream.of(b).average().orElseThrow();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB))
                .sum();
    }
}
