package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.models.Bundled;
import java.util.Arrays;

/**
 * A photo of a face whose head is turned further aside: the bundled head is laid over the landmarks, takes its colours from
 * the photo, and is drawn again over the photo with another yaw. What the photo hides has the colours of what hides it.
 */
public final class TurnedHead {

    private final HeadModel head = HeadModel.open(Bundled.folder("head"));
    private final Picture photo;
    private final HeadFit fit;

    /**
     * @param photo of the face
     * @param landmarks of the face
     */
    public TurnedHead(Picture photo, Landmarks landmarks) {
        this.photo = photo;
        fit = new HeadFitter(head).fit(HeadPoints.of(landmarks));
    }

    /** @return how the head is turned in the photo, in degrees, positive to the picture's right */
    public double yaw() {
        return fit.pose().yaw();
    }

    /**
     * @param yaw that the head is to have, in degrees
     * @return the photo with the head turned about its own middle
     */
    public Picture turnedTo(double yaw) {
        float[] vertices = head.vertices(fit.shape());
        float[] seen = fit.view().project(vertices);
        Pose pose = new Pose(yaw, fit.pose().pitch(), fit.pose().roll());
        View there = new View(pose, fit.view().scale(), fit.view().origin());
        Point from = middle(seen);
        Point to = middle(there.project(vertices));
        Point origin =
                new Point(there.origin().x() + from.x() - to.x(), there.origin().y() + from.y() - to.y());
        Rasteriser surface = new Rasteriser(photo.width(), photo.height());
        surface.draw(new View(pose, there.scale(), origin).project(vertices), head.triangles());
        Picture turned = new Picture(photo.width(), photo.height(), photo.rgb().clone());
        for (int pixel = 0; pixel < photo.width() * photo.height(); pixel++) {
            if (surface.triangleAt(pixel) != Rasteriser.NOTHING) {
                paint(turned, pixel, place(surface, pixel, seen));
            }
        }
        return turned;
    }

    private static Point middle(float[] points) {
        float[] axis = new float[points.length / 3];
        double[] middle = new double[2];
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < axis.length; i++) {
                axis[i] = points[3 * i + k];
            }
            Arrays.sort(axis);
            middle[k] = (axis[0] + axis[axis.length - 1]) / 2.0;
        }
        return new Point(middle[0], middle[1]);
    }

    /** Where the photo shows what the turned head shows at this pixel. */
    private Point place(Rasteriser surface, int pixel, float[] seen) {
        int[] triangles = head.triangles();
        int corner = surface.triangleAt(pixel);
        float second = surface.weightAt(pixel, 1);
        float third = surface.weightAt(pixel, 2);
        double[] place = new double[2];
        for (int k = 0; k < 2; k++) {
            place[k] = (1 - second - third) * seen[3 * triangles[corner] + k]
                    + second * seen[3 * triangles[corner + 1] + k]
                    + third * seen[3 * triangles[corner + 2] + k];
        }
        return new Point(place[0], place[1]);
    }

    private void paint(Picture turned, int pixel, Point place) {
        double x = Math.max(0, Math.min(photo.width() - 1.001, place.x()));
        double y = Math.max(0, Math.min(photo.height() - 1.001, place.y()));
        int left = (int) x;
        int top = (int) y;
        for (int channel = 0; channel < 3; channel++) {
            double above = mean(photo.get(left, top, channel), photo.get(left + 1, top, channel), x - left);
            double below = mean(photo.get(left, top + 1, channel), photo.get(left + 1, top + 1, channel), x - left);
            turned.rgb()[3 * pixel + channel] = (byte) Math.round(mean(above, below, y - top));
        }
    }

    private static double mean(double first, double second, double share) {
        return first + share * (second - first);
    }
}
