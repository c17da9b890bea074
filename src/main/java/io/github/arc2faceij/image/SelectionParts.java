package io.github.arc2faceij.image;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.FloatPolygon;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Of how many things a selection speaks: shapes that were added with Shift or by the ROI Manager, or points. */
final class SelectionParts {

    private SelectionParts() {}

    /**
     * @param roi a selection
     * @return the bounds of its parts, in ImageJ's coordinates
     */
    static List<Rectangle2D> of(Roi roi) {
        if (roi instanceof ShapeRoi composite) {
            return Stream.of(composite.getRois())
                    .<Rectangle2D>map(Roi::getFloatBounds)
                    .toList();
        }
        return roi instanceof PointRoi points && points.size() > 1 && !PoseLandmarks.isScheme(points)
                ? points(roi.getFloatPolygon())
                : List.of(roi.getFloatBounds());
    }

    private static List<Rectangle2D> points(FloatPolygon points) {
        return IntStream.range(0, points.npoints)
                .<Rectangle2D>mapToObj(i -> new Rectangle2D.Float(points.xpoints[i], points.ypoints[i], 0, 0))
                .toList();
    }
}
