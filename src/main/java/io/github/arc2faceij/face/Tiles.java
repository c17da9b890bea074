package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.opencv.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for faces on a large picture tile by tile: at its own size, at half of it, a quarter, and so on until one tile holds
 * all of it. Tiles overlap by more than the largest face that the next smaller size does not show, so each face lies whole
 * in some tile; what a tile cuts off is left to that one.
 */
final class Tiles {

    /** Width of the smallest faces that are found for sure, in pixels. */
    static final int SMALLEST = 40;

    /** Detectors find a face of {@value #SMALLEST} pixels that is made so many times smaller. */
    private static final int SHRINKING = 2;

    /** Of a face that the next smaller size shows too small, with its surroundings. */
    private static final int OVERLAP = 3 * SMALLEST;

    /** A box that comes as near to a cut in pixels may be a part of a face. */
    private static final int NEAR = 2;

    private static final double SAME_FACE_IOU = 0.4;

    /**
     * A tile of a picture that was made smaller.
     *
     * @param level the picture, made smaller
     * @param scale pixels of the full picture per pixel of the level
     * @param region of the level
     */
    private record Tile(Picture level, double scale, Region region) {

        Picture pixels() {
            return Mats.resize(level, region, region.width(), region.height());
        }

        boolean isWhole(Box box) {
            return (region.x() == 0 || box.x1() > NEAR)
                    && (region.y() == 0 || box.y1() > NEAR)
                    && (region.x() + region.width() == level.width() || box.x2() < region.width() - 1 - NEAR)
                    && (region.y() + region.height() == level.height() || box.y2() < region.height() - 1 - NEAR);
        }

        Detection inPicture(Detection seen) {
            // A pixel of the level covers scale x scale pixels of the picture.
            View view = new View(
                    level,
                    new double[] {
                        1 / scale, 0, 0.5 / scale - 0.5 - region.x(), 0, 1 / scale, 0.5 / scale - 0.5 - region.y()
                    },
                    0);
            return view.inPicture(seen);
        }
    }

    private Tiles() {}

    /**
     * @param detector looks at each tile
     * @param confidence least score of a face, 0..1
     * @param progress told of each tile, and asked whether to stop
     * @return one detection of each face, best first, in pixels of the picture
     */
    static List<Detection> search(Detector detector, Picture picture, double confidence, Progress progress) {
        List<Tile> tiles = of(picture, SHRINKING * detector.width(), SHRINKING * detector.height());
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i++) {
            Tile tile = tiles.get(i);
            progress.report("Looking for small faces " + (i + 1) + "/" + tiles.size(), (double) i / tiles.size());
            detector.look(tile.pixels(), confidence, progress).stream()
                    .filter(seen -> tile.isWhole(seen.box()))
                    .map(tile::inPicture)
                    .forEach(found::add);
        }
        return NonMaximumSuppression.keepBest(found, (a, b) -> a.iou(b) >= SAME_FACE_IOU);
    }

    /** None where one tile holds the picture: detectors see all of that as it is. */
    private static List<Tile> of(Picture picture, int width, int height) {
        List<Tile> tiles = new ArrayList<>();
        Picture level = picture;
        double scale = 1;
        while (level.width() > width || level.height() > height) {
            for (int y : starts(level.height(), height)) {
                for (int x : starts(level.width(), width)) {
                    Region region = new Region(x, y, Math.min(width, level.width()), Math.min(height, level.height()));
                    tiles.add(new Tile(level, scale, region));
                }
            }
            scale *= 2;
            // Halving bilinearly is the mean of four pixels: nothing is left out.
            level = Mats.resize(even(level), Math.max(1, level.width() / 2), Math.max(1, level.height() / 2));
        }
        return tiles;
    }

    /** The picture without its last row and column where their number is odd. */
    private static Picture even(Picture level) {
        int width = level.width() - level.width() % 2;
        int height = level.height() - level.height() % 2;
        return width < 2 || height < 2 || width == level.width() && height == level.height()
                ? level
                : Mats.resize(level, new Region(0, 0, width, height), width, height);
    }

    /** First pixels of as few tiles of that length as cover all with the overlap, evenly spread. */
    private static int[] starts(int all, int length) {
        int count = all <= length ? 1 : (int) Math.ceil((all - OVERLAP) / (double) (length - OVERLAP));
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = count == 1 ? 0 : (int) Math.round((double) i * (all - length) / (count - 1));
        }
        return starts;
    }
}
