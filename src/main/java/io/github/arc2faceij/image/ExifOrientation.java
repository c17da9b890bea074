package io.github.arc2faceij.image;

import com.drew.metadata.exif.ExifIFD0Directory;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.face.Box;
import java.nio.file.Path;

/**
 * How a camera was held, as the tag Orientation of EXIF 2.32 (TIFF tag 274) says it: 1 upright, 2 mirrored, 3 turned by
 * 180 degrees, 4 mirrored top to bottom, 5 transposed, 6 to be turned clockwise, 7 transposed over the other diagonal,
 * 8 to be turned counterclockwise. ImageJ shows the pixels as they are stored; faces are found in the upright picture,
 * and their coordinates are mapped back. Sizes are always those of the stored picture.
 */
public final class ExifOrientation {

    /** The orientation of a picture that is stored upright. */
    public static final int UPRIGHT = 1;

    private ExifOrientation() {}

    /**
     * @param file any file
     * @return 1..8; 1 when the file has no orientation or cannot be read
     */
    public static int of(Path file) {
        return FileMetadata.of(file)
                .map(metadata -> metadata.getFirstDirectoryOfType(ExifIFD0Directory.class))
                .map(directory -> directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
                .filter(value -> value >= 1 && value <= 8)
                .orElse(UPRIGHT);
    }

    /**
     * @param stored a picture as it is stored
     * @param orientation 1..8
     * @return the upright picture; the same one for orientation 1
     */
    public static Picture upright(Picture stored, int orientation) {
        if (orientation == UPRIGHT) {
            return stored;
        }
        boolean turned = isTransposed(orientation);
        Picture upright =
                Picture.black(turned ? stored.height() : stored.width(), turned ? stored.width() : stored.height());
        // Equal steps in the upright picture are equal steps through the stored bytes.
        int origin = offset(0, 0, stored, orientation);
        int stepX = offset(1, 0, stored, orientation) - origin;
        int stepY = offset(0, 1, stored, orientation) - origin;
        for (int y = 0, to = 0; y < upright.height(); y++) {
            int from = origin + y * stepY;
            for (int x = 0; x < upright.width(); x++, from += stepX, to += 3) {
                System.arraycopy(stored.rgb(), from, upright.rgb(), to, 3);
            }
        }
        return upright;
    }

    /**
     * @param upright an upright picture
     * @param orientation 1..8
     * @return the picture as it would be stored with that orientation
     */
    public static Picture stored(Picture upright, int orientation) {
        // Only the quarter turns are not their own inverse.
        return upright(upright, orientation == 6 ? 8 : orientation == 8 ? 6 : orientation);
    }

    /**
     * @param upright a point of the upright picture
     * @param orientation 1..8
     * @param storedWidth width of the stored picture in pixels
     * @param storedHeight height of the stored picture in pixels
     * @return the same place in the stored picture
     */
    public static Point toStored(Point upright, int orientation, int storedWidth, int storedHeight) {
        double x = isTransposed(orientation) ? upright.y() : upright.x();
        double y = isTransposed(orientation) ? upright.x() : upright.y();
        return new Point(
                isMirroredInX(orientation) ? storedWidth - 1 - x : x,
                isMirroredInY(orientation) ? storedHeight - 1 - y : y);
    }

    /**
     * @param stored a point of the stored picture
     * @param orientation 1..8
     * @param storedWidth width of the stored picture in pixels
     * @param storedHeight height of the stored picture in pixels
     * @return the same place in the upright picture
     */
    public static Point toUpright(Point stored, int orientation, int storedWidth, int storedHeight) {
        double x = isMirroredInX(orientation) ? storedWidth - 1 - stored.x() : stored.x();
        double y = isMirroredInY(orientation) ? storedHeight - 1 - stored.y() : stored.y();
        return isTransposed(orientation) ? new Point(y, x) : new Point(x, y);
    }

    /**
     * @param upright a box in the upright picture
     * @param orientation 1..8
     * @param storedWidth width of the stored picture in pixels
     * @param storedHeight height of the stored picture in pixels
     * @return the same box in the stored picture
     */
    public static Box toStored(Box upright, int orientation, int storedWidth, int storedHeight) {
        return around(
                toStored(new Point(upright.x1(), upright.y1()), orientation, storedWidth, storedHeight),
                toStored(new Point(upright.x2(), upright.y2()), orientation, storedWidth, storedHeight));
    }

    /**
     * @param stored a box in the stored picture
     * @param orientation 1..8
     * @param storedWidth width of the stored picture in pixels
     * @param storedHeight height of the stored picture in pixels
     * @return the same box in the upright picture
     */
    public static Box toUpright(Box stored, int orientation, int storedWidth, int storedHeight) {
        return around(
                toUpright(new Point(stored.x1(), stored.y1()), orientation, storedWidth, storedHeight),
                toUpright(new Point(stored.x2(), stored.y2()), orientation, storedWidth, storedHeight));
    }

    private static boolean isTransposed(int orientation) {
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("an EXIF orientation is 1..8, not " + orientation);
        }
        return orientation >= 5;
    }

    private static boolean isMirroredInX(int orientation) {
        return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    }

    private static boolean isMirroredInY(int orientation) {
        return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    }

    private static int offset(int x, int y, Picture stored, int orientation) {
        Point point = toStored(new Point(x, y), orientation, stored.width(), stored.height());
        return 3 * ((int) point.y() * stored.width() + (int) point.x());
    }

    private static Box around(Point a, Point b) {
        return new Box(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.max(a.x(), b.x()), Math.max(a.y(), b.y()));
    }
}
