package io.github.arc2faceij.opencv;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.LibraryJars;
import io.github.arc2faceij.common.NativeMemory;
import io.github.arc2faceij.common.Picture;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.function.Supplier;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Pictures to OpenCV and back, and the two geometric operations that the reference code does with OpenCV. Results equal
 * those of OpenCV 4.5 to 4.14 bit for bit (OpenCV 5 warps with other rounding).
 *
 * <pre>{@code
 * Picture small = Mats.resize(photo, 320, 240);
 * Picture moved = Mats.warpAffine(photo, new double[] {1, 0, 20, 0, 1, 10}, 400, 300); // 20 right, 10 down
 * }</pre>
 *
 * Whoever takes a {@link Mat} closes it; the pictures given are never changed. Every method throws an
 * {@link Arc2FaceException} when OpenCV cannot start on this computer or runs out of memory.
 */
public final class Mats {

    /** OpenCV's warpAffine takes no picture with a longer side (SHRT_MAX). */
    private static final int LONGEST_SIDE = Short.MAX_VALUE - 1;

    static {
        NativeMemory.liftLimit();
    }

    private Mats() {}

    /** @return OpenCV's version, {@code 4.9.0} */
    public static String version() {
        return attempt("tell its version", () -> opencv_core.CV_VERSION);
    }

    /**
     * @param picture a picture
     * @return its pixels, copied: [height, width], three channels of 8 bits in the order R, G, B
     */
    public static Mat mat(Picture picture) {
        return mat(picture, Region.of(picture));
    }

    /**
     * @param picture a picture
     * @param region pixels of that picture, not empty
     * @return these pixels, copied: [height, width], three channels of 8 bits in the order R, G, B
     */
    public static Mat mat(Picture picture, Region region) {
        if (region.isEmpty() || !region.isWithin(picture)) {
            throw new IllegalArgumentException(
                    region + " is not within " + picture.width() + " x " + picture.height() + " pixels");
        }
        return attempt("copy", picture, () -> copy(picture, region));
    }

    /**
     * @param mat [height, width], three channels of 8 bits in the order R, G, B, continuous
     * @return its pixels, copied
     */
    public static Picture picture(Mat mat) {
        if (mat.type() != CV_8UC3 || !mat.isContinuous()) {
            throw new IllegalArgumentException("not a continuous picture of three 8-bit channels: " + mat);
        }
        Picture picture = Picture.black(mat.cols(), mat.rows());
        bytes(mat).get(picture.rgb());
        return picture;
    }

    /**
     * Resizes bilinearly, without antialiasing: {@code cv::resize} with {@code INTER_LINEAR}.
     *
     * @param picture a picture
     * @param width new width in pixels, at least 1
     * @param height new height in pixels, at least 1
     * @return a new picture
     */
    public static Picture resize(Picture picture, int width, int height) {
        return resize(picture, Region.of(picture), width, height);
    }

    /**
     * Cuts out and resizes bilinearly, without antialiasing: {@code cv::resize} with {@code INTER_LINEAR}. Pixels
     * outside the region have no influence.
     *
     * @param picture a picture
     * @param region what to cut out, within the picture and not empty
     * @param width new width in pixels, at least 1
     * @param height new height in pixels, at least 1
     * @return a new picture
     */
    public static Picture resize(Picture picture, Region region, int width, int height) {
        requirePositive(width, height);
        try (Mat from = mat(picture, region);
                Mat to = new Mat();
                Size size = new Size(width, height)) {
            return attempt("resize", picture, () -> {
                opencv_imgproc.resize(from, to, size, 0, 0, INTER_LINEAR);
                return picture(to);
            });
        }
    }

    /**
     * Warps bilinearly with black outside: {@code cv::warpAffine} with {@code INTER_LINEAR} and a constant border of 0.
     * Only the pixels that the result shows are handed to OpenCV, so pictures may be larger than it takes.
     *
     * @param picture a picture
     * @param matrix a b c d e f, maps a point of the picture to (a x + b y + c, d x + e y + f) in the result
     * @param width of the result in pixels, at least 1
     * @param height of the result in pixels, at least 1
     * @return a new picture
     */
    public static Picture warpAffine(Picture picture, double[] matrix, int width, int height) {
        requirePositive(width, height);
        Region seen = AffineMatrix.seen(picture, matrix, width, height);
        if (seen.isEmpty()) {
            return Picture.black(width, height);
        }
        if (Math.max(seen.width(), seen.height()) > LONGEST_SIDE) {
            throw new Arc2FaceException("A part of " + seen.width() + " x " + seen.height()
                    + " pixels is too long to be aligned (at most " + LONGEST_SIDE
                    + "). Scale the picture down first.");
        }
        double[] fromSeen = AffineMatrix.afterShift(matrix, seen.x(), seen.y());
        try (Mat from = mat(picture, seen);
                Mat to = new Mat();
                Mat transform = transform(fromSeen);
                Size size = new Size(width, height);
                Scalar black = new Scalar(0)) {
            return attempt("align", picture, () -> {
                opencv_imgproc.warpAffine(from, to, transform, size, INTER_LINEAR, BORDER_CONSTANT, black);
                return picture(to);
            });
        }
    }

    private static Mat copy(Picture picture, Region region) {
        Mat mat = new Mat(region.height(), region.width(), CV_8UC3);
        ByteBuffer target = bytes(mat);
        for (int row = 0; row < region.height(); row++) {
            int start = 3 * ((region.y() + row) * picture.width() + region.x());
            target.put(picture.rgb(), start, 3 * region.width());
        }
        return mat;
    }

    private static Mat transform(double[] matrix) {
        Mat mat = new Mat(2, 3, CV_64FC1);
        mat.<DoubleBuffer>createBuffer().put(matrix);
        return mat;
    }

    private static ByteBuffer bytes(Mat mat) {
        return mat.data().capacity(3L * mat.rows() * mat.cols()).asByteBuffer();
    }

    private static void requirePositive(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture cannot have " + width + " x " + height + " pixels");
        }
    }

    private static <T> T attempt(String what, Picture picture, Supplier<T> task) {
        return attempt(what + " the picture of " + picture.width() + " x " + picture.height() + " pixels", task);
    }

    /**
     * @param what an infinitive without "to", for the message
     * @param task a use of OpenCV
     * @return what the task returns
     * @throws Arc2FaceException when OpenCV cannot start on this computer or refuses
     */
    static <T> T attempt(String what, Supplier<T> task) {
        try {
            return task.get();
        } catch (LinkageError e) {
            throw new Arc2FaceException(
                    "OpenCV could not start on this computer (" + e.getMessage() + "). "
                            + LibraryJars.explain("Check that your home folder can be written to."),
                    e);
        } catch (OutOfMemoryError | RuntimeException e) {
            throw new Arc2FaceException(
                    "OpenCV could not " + what + " (" + e.getMessage() + "). Use a smaller picture or free memory.", e);
        }
    }
}
