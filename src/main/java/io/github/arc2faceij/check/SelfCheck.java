package io.github.arc2faceij.check;

import com.google.gson.Gson;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.BesideLimit;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.request.GenerationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes one picture by the bundled model and compares it with the picture that diffusers 0.29.2 made of the same model,
 * identity and seed: encoder, UNet, autoencoder, sampler and noise are right, or it shows.
 */
final class SelfCheck {

    private static final int SIZE = 128;
    private static final Sampling SAMPLING = new Sampling(1, 25, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, SIZE, SIZE);

    /** Cells a side of the grid in which colours are averaged. */
    private static final int GRID = 8;

    private static final int CELL = SIZE / GRID;

    /** Of 255: devices round differently, but a wrong picture is further away. */
    private static final double TOLERANCE = 2;

    /**
     * {@code self-test.json}.
     *
     * @param identity 512 numbers of unit length
     * @param means of the diffusers picture's cells [channel, row, column], 0..255
     */
    private record Reference(float[] identity, double[] means) {}

    private SelfCheck() {}

    /** @return how it ended, for the user */
    static String run(Device device, Progress progress) {
        Reference reference = reference();
        long start = System.nanoTime();
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), device)) {
            Identity identity = new Identity(reference.identity, arc2face.recogniser(progress), 1);
            GenerationRequest request = new GenerationRequest(identity, "self-test", SAMPLING);
            Picture picture = arc2face.generate(request, progress).pictures().get(0);
            return verdict(device, largestDifference(picture, reference.means), (System.nanoTime() - start) / 1e9);
        } catch (Arc2FaceException e) {
            return "failed: " + e.getMessage();
        }
    }

    static String verdict(Device device, double difference, double seconds) {
        String result = difference <= TOLERANCE ? "passed" : "FAILED, please report it";
        return String.format(
                Locale.ROOT,
                "%s: a picture made on %s in %.1f s differs by %s of 255 from the stored one (at most %.0f is"
                        + " allowed)",
                result,
                device.description(),
                seconds,
                BesideLimit.text(difference, TOLERANCE, 2),
                TOLERANCE);
    }

    static double largestDifference(Picture picture, double[] means) {
        double largest = 0;
        for (int i = 0; i < means.length; i++) {
            double mean = mean(picture, i % GRID * CELL, i / GRID % GRID * CELL, i / (GRID * GRID));
            largest = Math.max(largest, Math.abs(mean - means[i]));
        }
        return largest;
    }

    private static double mean(Picture picture, int left, int top, int channel) {
        double sum = 0;
        for (int y = top; y < top + CELL; y++) {
            for (int x = left; x < left + CELL; x++) {
                sum += picture.get(x, y, channel);
            }
        }
        return sum / (CELL * CELL);
    }

    private static Reference reference() {
        try (InputStream in = SelfCheck.class.getResourceAsStream("self-test.json");
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(text, Reference.class);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin's jar cannot be read", e);
        }
    }
}
