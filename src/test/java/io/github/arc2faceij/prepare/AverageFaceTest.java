package io.github.arc2faceij.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AverageFaceTest {

    private static final EyeFrame FRAME = new EyeFrame(120, 130, 40, new Point(60, 50));

    /** The face with all but its eyes moved, by what depends on the landmark. */
    private static Landmarks changed(double factor) {
        List<Point> points = new ArrayList<>(Faces.face().points());
        for (int i = 0; i < 36; i++) {
            Point old = points.get(i);
            points.set(i, new Point(old.x() + factor * Math.sin(i), old.y() + factor * Math.cos(1.7 * i)));
        }
        return new Landmarks(points);
    }

    @Test
    void aFaceAloneIsNotWarped() {
        Picture grid = Faces.grid(120, 130);
        AverageFace average = new AverageFace(FRAME, List.of(Faces.face()));
        average.add(grid, Faces.face(), Progress.NONE);
        assertArrayEquals(grid.rgb(), average.picture(0).rgb());
        assertEquals(0, average.shapeDistance(Faces.face()), 1e-12);
    }

    /** A grid whose cells are two triangles each is warped so that every point of it is where it was put, and lines stay straight. */
    @Test
    void aWarpedGridIsExact() {
        List<Point> to = new ArrayList<>();
        List<Point> from = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // A skewed grid has one Delaunay triangulation; a square one has many.
            to.add(new Point(5 + 10 * (i % 5) + (i / 5), 5 + 10 * (i / 5)));
            from.add(new Point(100 + 8 * (i % 5) + 3 * (i / 5), 50 + 4 * (i % 5) + 11 * (i / 5)));
        }
        PiecewiseWarp warp = new PiecewiseWarp(60, 60, to);
        double[][] ways = warp.ways(from);
        double[] place = new double[2];
        int inside = 0;
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 60; x++) {
                warp.look(x, y, ways, place);
                double down = (y - 5) / 10.0;
                double right = (x - 5 - down) / 10.0;
                boolean within = right >= 0 && right <= 4 && down >= 0 && down <= 4;
                assertEquals(within, !Double.isNaN(place[0]), x + "," + y);
                if (within) {
                    assertEquals(100 + 8 * right + 3 * down, place[0], 1e-9);
                    assertEquals(50 + 4 * right + 11 * down, place[1], 1e-9);
                    inside++;
                }
            }
        }
        assertEquals(5 * 41 + 36 * 40, inside);
    }

    @Test
    void landmarksOfAllComeToTheirMean() {
        // Colours are linear in the place, so that reading between pixels is exact but for 8 bits.
        Picture grid = Faces.grid(120, 130);
        List<Landmarks> both = List.of(changed(3), changed(-3));
        for (Landmarks one : both) {
            AverageFace average = new AverageFace(FRAME, both);
            average.add(grid, one, Progress.NONE);
            Picture warped = average.picture(0);
            for (int i = 0; i < 36; i++) {
                Point mean = Faces.face().points().get(i);
                Point own = one.points().get(i);
                int x = (int) Math.round(mean.x());
                int y = (int) Math.round(mean.y());
                // The mean lies between pixels: the colour there is off by at most the warp's stretch of half a pixel.
                assertEquals(own.x(), warped.get(x, y, 0) + mean.x() - x, 1.6, "landmark " + i);
                assertEquals(own.y(), warped.get(x, y, 1) + mean.y() - y, 1.6, "landmark " + i);
            }
            assertTrue(average.shapeDistance(one) > 0.02);
        }
    }

    @Test
    void coloursAreAveragedWhereThereAreAny() {
        Picture dark = uniform(10);
        Picture bright = uniform(201);
        Landmarks left = Faces.moved(Faces.face(), AffineTransform.getTranslateInstance(-10, 0));
        AverageFace average = new AverageFace(FRAME, List.of(Faces.face(), left));
        average.add(dark, Faces.face(), Progress.NONE);
        average.add(bright, left, Progress.NONE);
        Picture mean = average.picture(77);
        assertEquals(106, mean.get(60, 60, 1)); // 105.5
        assertEquals(10, mean.get(5, 60, 1), "the bright one does not reach this far to the left");
        assertEquals(77, new AverageFace(FRAME, List.of(left)).picture(77).get(5, 5, 0));
    }

    private static Picture uniform(int level) {
        Picture picture = Picture.black(120, 130);
        Arrays.fill(picture.rgb(), (byte) level);
        return picture;
    }

    @Test
    void aFaceInProfileIsRefused() {
        Landmarks narrow = Faces.moved(Faces.face(), AffineTransform.getScaleInstance(0.1, 1));
        String reason = assertThrows(Arc2FaceException.class, () -> new AverageFace(FRAME, List.of(narrow)))
                .getMessage();
        assertTrue(reason.matches("Face 1 reaches .* turned too far .*"), reason);
    }
}
