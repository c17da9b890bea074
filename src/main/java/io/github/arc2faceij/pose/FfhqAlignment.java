package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.PillowFilter;
import io.github.arc2faceij.common.Progress;
import java.awt.geom.AffineTransform;

/**
 * Cuts a face out upright, as the pictures of FFHQ are cut and as Arc2Face's {@code image_align} does it: an oriented
 * square from 68 landmarks, shrunk, cropped, padded with a blurred mirror image where it leaves the picture, warped and
 * reduced. Equal to the Python code (numpy 1.26, scipy 1.17, Pillow 13) to one grey level.
 *
 * <pre>{@code
 * AlignedFace aligned = FfhqAlignment.align(photo, face.landmarks(), 512, Progress.NONE);
 * Point nose = aligned.toAligned(face.landmarks().points().get(30));
 * }</pre>
 */
public final class FfhqAlignment {

    private static final double BORDER = 0.1;
    private static final int SMALLEST_BORDER = 3;

    private FfhqAlignment() {}

    /**
     * @param picture any picture, not changed
     * @param landmarks of the face, in pixels of that picture
     * @param size width and height of the result in pixels, 1..4096
     * @param progress is asked for cancellation
     * @return the face, upright; what lies outside the picture is made up from its blurred mirror image
     * @throws Arc2FaceException when the landmarks form no face or the face lies outside the picture
     */
    public static AlignedFace align(Picture picture, Landmarks landmarks, int size, Progress progress) {
        return align(picture, landmarks, size, true, progress);
    }

    /**
     * @param picture any picture, not changed
     * @param landmarks of the face, in pixels of that picture
     * @param size width and height of the result in pixels, 1..4096
     * @param padding true: make up what lies outside the picture; false: leave it black
     * @param progress is asked for cancellation
     * @return the face, upright
     * @throws Arc2FaceException when the landmarks form no face or the face lies outside the picture
     */
    public static AlignedFace align(
            Picture picture, Landmarks landmarks, int size, boolean padding, Progress progress) {
        return align(picture, FfhqSquare.of(landmarks), size, padding, progress);
    }

    /**
     * The face as {@link #align} cuts it at the smaller of two sides, in the middle of what surrounds it in the picture.
     *
     * @param picture any picture, not changed
     * @param landmarks of the face, in pixels of that picture
     * @param width of the result in pixels, 1..4096
     * @param height of the result in pixels, 1..4096
     * @param progress is asked for cancellation
     * @return the face, upright; what lies outside the picture is made up from its blurred mirror image
     * @throws Arc2FaceException when the landmarks form no face or the face lies outside the picture
     */
    public static Picture surrounded(Picture picture, Landmarks landmarks, int width, int height, Progress progress) {
        int size = Math.max(width, height);
        FfhqSquare square = FfhqSquare.of(landmarks).enlarged((double) size / Math.min(width, height));
        Picture aligned = align(picture, square, size, true, progress).picture();
        return part(aligned, (size - width) / 2, (size - height) / 2, width, height);
    }

    private static AlignedFace align(Picture picture, FfhqSquare square, int size, boolean padding, Progress progress) {
        if (size < 1 || size > SquareWarp.INNER_SIZE) {
            throw new Arc2FaceException("A face cannot be aligned to " + size + " pixels. Give a size from 1 to "
                    + SquareWarp.INNER_SIZE + ".");
        }
        Cut whole = new Cut(picture, square, new AffineTransform());
        Cut shrunk = shrink(whole, size);
        Cut cropped = crop(shrunk);
        Cut complete = padding ? pad(cropped) : cropped;
        Picture aligned = new SquareWarp(complete.picture, complete.square).to(size, progress);
        return new AlignedFace(aligned, toOriginal(complete, size));
    }

    /** A picture with the square in it, and the way from its points to those of the original picture. */
    private record Cut(Picture picture, FfhqSquare square, AffineTransform toOriginal) {

        Cut moved(Picture part, int x, int y) {
            AffineTransform back = new AffineTransform(toOriginal);
            back.translate(-x, -y);
            return new Cut(part, square.moved(x, y), back);
        }

        int border() {
            return Math.max((int) Math.rint(BORDER * square.side()), SMALLEST_BORDER);
        }
    }

    private static Cut shrink(Cut cut, int size) {
        int divisor = (int) Math.floor(cut.square.side() / size * 0.5);
        if (divisor <= 1) {
            return cut;
        }
        Picture picture = cut.picture;
        int width = Math.max(1, (int) Math.rint((double) picture.width() / divisor));
        int height = Math.max(1, (int) Math.rint((double) picture.height() / divisor));
        AffineTransform back = AffineTransform.getTranslateInstance(-0.5, -0.5);
        back.scale((double) picture.width() / width, (double) picture.height() / height);
        back.translate(0.5, 0.5);
        return new Cut(PillowFilter.Kernel.LANCZOS.resize(picture, width, height), cut.square.shrunk(divisor), back);
    }

    private static Cut crop(Cut cut) {
        Bounds bounds = Bounds.of(cut.square);
        int border = cut.border();
        int left = Math.max(bounds.left() - border, 0);
        int top = Math.max(bounds.top() - border, 0);
        int width = Math.min(bounds.right() + border, cut.picture.width()) - left;
        int height = Math.min(bounds.bottom() + border, cut.picture.height()) - top;
        if (width < 1 || height < 1) {
            throw new Arc2FaceException("The face lies outside the picture of " + cut.picture.width() + " x "
                    + cut.picture.height() + " pixels. Put the landmarks on the face.");
        }
        return cut.moved(part(cut.picture, left, top, width, height), -left, -top);
    }

    private static Cut pad(Cut cut) {
        Bounds bounds = Bounds.of(cut.square);
        int border = cut.border();
        Margins missing = new Margins(
                Math.max(border - bounds.left(), 0),
                Math.max(border - bounds.top(), 0),
                Math.max(bounds.right() - cut.picture.width() + border, 0),
                Math.max(bounds.bottom() - cut.picture.height() + border, 0));
        if (missing.largest() <= border - 4) {
            return cut;
        }
        Margins margins = missing.atLeast((int) Math.rint(0.3 * cut.square.side()));
        Picture padded = FeatheredBorder.add(cut.picture, margins, 0.02 * cut.square.side());
        return cut.moved(padded, margins.left(), margins.top());
    }

    private static AffineTransform toOriginal(Cut cut, int size) {
        Point corner = cut.square.corners().get(0);
        Point right = cut.square.halfX();
        Point down = cut.square.halfY();
        AffineTransform transform = new AffineTransform(cut.toOriginal);
        transform.concatenate(new AffineTransform(right.x(), right.y(), down.x(), down.y(), corner.x(), corner.y()));
        transform.scale(2.0 / size, 2.0 / size);
        transform.translate(0.5, 0.5);
        return transform;
    }

    private static Picture part(Picture picture, int left, int top, int width, int height) {
        Picture part = Picture.black(width, height);
        for (int row = 0; row < height; row++) {
            System.arraycopy(
                    picture.rgb(), 3 * ((top + row) * picture.width() + left), part.rgb(), 3 * row * width, 3 * width);
        }
        return part;
    }

    /** The whole pixels around a square. */
    private record Bounds(int left, int top, int right, int bottom) {

        static Bounds of(FfhqSquare square) {
            double[] x =
                    square.corners().stream().mapToDouble(Point::x).sorted().toArray();
            double[] y =
                    square.corners().stream().mapToDouble(Point::y).sorted().toArray();
            return new Bounds(
                    (int) Math.floor(x[0]), (int) Math.floor(y[0]), (int) Math.ceil(x[3]), (int) Math.ceil(y[3]));
        }
    }
}
