package io.github.arc2faceij.face;

import io.github.arc2faceij.common.BesideLimit;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.face.FaceShape.Point3;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well a photo shows a face. Beyond the limits of eye distance and sharpness, the identities of degraded photos had a
 * mean cosine similarity of 0.9 or less to that of the good photo (QualityBench; the documentation's page faces.md has the
 * figures).
 *
 * @param eyeDistance pixels between the centres of the eyes
 * @param length of the recogniser's embedding before it is normalised
 * @param leastLength that of a good photo by the same recogniser
 * @param sharpness standard deviation of the Laplacian of the aligned face in grey, as a share of the standard deviation of
 *     the grey itself, so that light and contrast count for nothing
 * @param yaw how far the head is turned aside in degrees, as {@link FaceAngles} counts it from the 68 points
 * @param largestYaw up to which the same networks know a person, in degrees
 */
public record FaceQuality(
        double eyeDistance, double length, double leastLength, double sharpness, double yaw, double largestYaw) {

    /** Pixels between the eyes. */
    public static final double LEAST_EYE_DISTANCE = 16;

    /** Of {@link #sharpness}. */
    public static final double LEAST_SHARPNESS = 0.12;

    /** Of a face in a picture; the embedding is not normalised. */
    static FaceQuality of(Picture picture, Face face, float[] embedding, FacePipeline networks) {
        Point left = face.fivePoints().get(0);
        Point right = face.fivePoints().get(1);
        Picture crop = ArcFaceAlignment.crop(picture, face.fivePoints(), FaceAnalyzer.CROP_SIDE);
        List<Point3> points = face.landmarks().points().stream()
                .map(point -> new Point3(point.x(), point.y(), 0))
                .toList();
        return new FaceQuality(
                Math.hypot(right.x() - left.x(), right.y() - left.y()),
                Identity.length(embedding),
                networks.leastLength(),
                sharpness(crop),
                FaceAngles.of(points).yaw(),
                networks.largestYaw());
    }

    /** @return a sentence that names what is beyond its limit, and what to do; empty when nothing is */
    public Optional<String> warning() {
        List<String> reasons = new ArrayList<>();
        if (eyeDistance < LEAST_EYE_DISTANCE) {
            reasons.add(reason("%s pixels between the eyes (%.0f are needed)", eyeDistance, LEAST_EYE_DISTANCE, 0));
        }
        if (sharpness < LEAST_SHARPNESS) {
            reasons.add(reason("sharpness %s (%.2f is needed)", sharpness, LEAST_SHARPNESS, 2));
        }
        if (Math.abs(yaw) > largestYaw) {
            reasons.add(
                    reason("turned to the side by %s degrees (up to %.0f are usual)", Math.abs(yaw), largestYaw, 0));
        }
        if (length < leastLength) {
            reasons.add(reason("length %s of the recogniser's numbers (%.1f is usual)", length, leastLength, 1));
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("The face is hard to see: " + String.join(", ", reasons)
                        + ". Its identity may be wrong. Use a larger, sharper or brighter photo from the front.");
    }

    private static String reason(String format, double value, double limit, int digits) {
        return String.format(Locale.ROOT, format, BesideLimit.text(value, limit, digits), limit);
    }

    private static double sharpness(Picture crop) {
        double[] grey = new double[crop.width() * crop.height()];
        for (int i = 0; i < grey.length; i++) {
            // ITU-R BT.601
            grey[i] = 0.299 * (crop.rgb()[3 * i] & 0xff)
                    + 0.587 * (crop.rgb()[3 * i + 1] & 0xff)
                    + 0.114 * (crop.rgb()[3 * i + 2] & 0xff);
        }
        double[] laplacian = new double[(crop.width() - 2) * (crop.height() - 2)];
        int to = 0;
        for (int y = 1; y < crop.height() - 1; y++) {
            for (int x = 1; x < crop.width() - 1; x++) {
                int at = y * crop.width() + x;
                laplacian[to++] =
                        grey[at - 1] + grey[at + 1] + grey[at - crop.width()] + grey[at + crop.width()] - 4 * grey[at];
            }
        }
        double contrast = deviation(grey);
        return contrast == 0 ? 0 : deviation(laplacian) / contrast;
    }

    private static double deviation(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(squares);
    }
}
