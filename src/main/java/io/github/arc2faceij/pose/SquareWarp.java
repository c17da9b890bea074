package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.PillowFilter;
import io.github.arc2faceij.common.Progress;

/**
 * Cuts an oriented square out of a picture as Pillow 13 does it for FFHQ: a bilinear transform to 4096 x 4096 pixels
 * (truncated to 8 bits, black outside), reduced by Pillow's Lanczos filter. Each row is reduced at once, so the large picture
 * never exists; the result is the same to the bit.
 */
final class SquareWarp {

    /** FFHQ's inner size, whatever the size of the result. */
    static final int INNER_SIZE = 4096;

    private static final int ROWS_BETWEEN_CHECKS = 64;

    private final Picture picture;
    private final Point corner;
    private final Point right;
    private final Point down;

    /** Pixels of the picture have their centres at whole numbers, and so has the square. */
    SquareWarp(Picture picture, FfhqSquare square) {
        this.picture = picture;
        Point topLeft = square.corners().get(0);
        corner = new Point(topLeft.x() + 0.5, topLeft.y() + 0.5);
        right = perInnerPixel(square.halfX());
        down = perInnerPixel(square.halfY());
    }

    /** @return the square's content, size x size pixels */
    Picture to(int size, Progress progress) {
        PillowFilter lanczos = new PillowFilter(PillowFilter.Kernel.LANCZOS, INNER_SIZE, size);
        Picture narrow = Picture.black(size, INNER_SIZE);
        byte[] row = new byte[3 * INNER_SIZE];
        for (int j = 0; j < INNER_SIZE; j++) {
            if (j % ROWS_BETWEEN_CHECKS == 0) {
                progress.checkCancelled();
            }
            warpRow(j, row);
            lanczos.filterRow(row, 0, narrow.rgb(), 3 * size * j);
        }
        return lanczos.filterColumns(narrow);
    }

    private void warpRow(int j, byte[] row) {
        double v = j + 0.5;
        for (int i = 0; i < INNER_SIZE; i++) {
            double u = i + 0.5;
            double x = corner.x() + right.x() * u + down.x() * v;
            double y = corner.y() + right.y() * u + down.y() * v;
            if (x < 0 || x >= picture.width() || y < 0 || y >= picture.height()) {
                row[3 * i] = row[3 * i + 1] = row[3 * i + 2] = 0;
            } else {
                sample(x - 0.5, y - 0.5, row, 3 * i);
            }
        }
    }

    private void sample(double x, double y, byte[] target, int at) {
        int column = (int) Math.floor(x);
        int line = (int) Math.floor(y);
        double dx = x - column;
        double dy = y - line;
        int left = Math.max(column, 0);
        int rightOf = Math.min(column + 1, picture.width() - 1);
        int top = Math.max(line, 0) * picture.width();
        int bottom = Math.min(line + 1, picture.height() - 1) * picture.width();
        byte[] rgb = picture.rgb();
        for (int channel = 0; channel < 3; channel++) {
            double upper = mix(rgb[3 * (top + left) + channel], rgb[3 * (top + rightOf) + channel], dx);
            double lower = mix(rgb[3 * (bottom + left) + channel], rgb[3 * (bottom + rightOf) + channel], dx);
            target[at + channel] = (byte) (int) (upper + (lower - upper) * dy);
        }
    }

    private static double mix(byte from, byte to, double share) {
        int start = from & 0xff;
        return start + ((to & 0xff) - start) * share;
    }

    private static Point perInnerPixel(Point half) {
        return new Point(2 * half.x() / INNER_SIZE, 2 * half.y() / INNER_SIZE);
    }
}
