package io.github.arc2faceij.bench;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.HeadPoints;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.PoseRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;

/**
 * Whether the bundled model obeys a pose: pictures over a grid of yaw and pitch, 25 steps, guidance 3, full strength;
 * the head that is fitted to the landmarks detected on each against the one asked for, and the cosine between the
 * photo's identity and each picture's, with and without pose.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Xmx1g -cp %classpath io.github.arc2faceij.bench.PoseBench test-images/astronaut.png"
 * }</pre>
 */
public final class PoseBench {

    private static final double[] YAWS = {-45, -30, -15, 0, 15, 30, 45};
    private static final double[] PITCHES = {-20, -10, 0, 10, 20};
    private static final int PICTURES = 2;

    private final Arc2Face arc2face;
    private final Identity identity;
    private final HeadShape shape;
    private final Sampling sampling;

    /** A picture's pose as it was asked for and as it was found, and how alike it is to the photo. */
    private record Result(Pose asked, Optional<Pose> found, double cosine) {}

    private PoseBench(Arc2Face arc2face, Picture photo) {
        this.arc2face = arc2face;
        Face face = face(photo).orElseThrow();
        identity = arc2face.identify(photo, face, Progress.NONE);
        shape = arc2face.fitHead(HeadPoints.of(face.landmarks())).shape();
        int size = arc2face.pictureSize(Progress.NONE);
        sampling = new Sampling(PICTURES, 25, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, size, size);
    }

    /**
     * @param arguments the photo
     * @throws IOException when it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Picture photo = TestPictures.of(ImageIO.read(Path.of(arguments[0]).toFile()));
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            new PoseBench(arc2face, photo).measure();
        }
    }

    private void measure() {
        GenerationRequest plain = new GenerationRequest(identity, "photo", sampling);
        List<Result> without = results(plain, Pose.FRONTAL);
        List<Result> posed = new ArrayList<>();
        for (double yaw : YAWS) {
            for (double pitch : PITCHES) {
                Pose pose = new Pose(yaw, pitch, 0);
                posed.addAll(results(plain.withPose(new PoseRequest(shape, pose, 1, "bench")), pose));
            }
        }
        System.out.printf(
                "faces found on %d of %d pictures%n",
                posed.stream()
                        .filter(result -> Double.isFinite(result.cosine()))
                        .count(),
                posed.size());
        print("yaw", posed, Pose::yaw);
        print("pitch", posed, Pose::pitch);
        System.out.printf("mean cosine to the photo without pose: %.3f%n", cosine(without));
        System.out.printf("mean cosine to the photo with pose: %.3f%n", cosine(posed));
    }

    private List<Result> results(GenerationRequest request, Pose asked) {
        return arc2face.generate(request, Progress.NONE).pictures().stream()
                .map(picture -> result(picture, asked))
                .toList();
    }

    private Result result(Picture picture, Pose asked) {
        Optional<Face> face = face(picture);
        double cosine = face.map(found -> arc2face.identify(picture, found, Progress.NONE))
                .map(identity::cosine)
                .orElse(Double.NaN);
        return new Result(asked, face.flatMap(this::pose), cosine);
    }

    private Optional<Face> face(Picture picture) {
        return arc2face.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE).stream()
                .findFirst();
    }

    private Optional<Pose> pose(Face face) {
        try {
            return Optional.of(arc2face.fitHead(HeadPoints.of(face.landmarks())).pose());
        } catch (Arc2FaceException e) {
            return Optional.empty(); // counted as a picture without a pose
        }
    }

    private static double cosine(List<Result> results) {
        return results.stream()
                .mapToDouble(Result::cosine)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static void print(String name, List<Result> results, ToDoubleFunction<Pose> angle) {
        List<Result> fitted =
                results.stream().filter(result -> result.found().isPresent()).toList();
        double[] asked = fitted.stream()
                .mapToDouble(result -> angle.applyAsDouble(result.asked()))
                .toArray();
        double[] found = fitted.stream()
                .mapToDouble(result -> angle.applyAsDouble(result.found().orElseThrow()))
                .toArray();
        double[] errors = new double[found.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.abs(found[i] - asked[i]);
        }
        Arrays.sort(errors);
        System.out.printf(
                "%s: %d of %d pictures fitted, correlation %.3f, slope %.2f, offset %.1f, median error %.1f, 95th"
                        + " percentile %.1f degrees%n",
                name,
                found.length,
                results.size(),
                covariance(asked, found) / Math.sqrt(covariance(asked, asked) * covariance(found, found)),
                covariance(asked, found) / covariance(asked, asked),
                mean(found) - mean(asked),
                errors[errors.length / 2],
                errors[(int) (0.95 * (errors.length - 1))]);
    }

    private static double covariance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - mean(a)) * (b[i] - mean(b));
        }
        return sum / a.length;
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElse(Double.NaN);
    }
}
