package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import java.util.Arrays;

/**
 * The picture that Arc2Face's pose ControlNet looks at: the smooth vertex normals of a head as the viewer sees them (x
 * right, y up, z to the viewer), encoded as floor((n * 0.5 + 0.5) * 255) in red, green and blue; 127 where there is no
 * head. The nearest surface counts, at the centre of each pixel, without antialiasing.
 *
 * <pre>{@code
 * Picture map = NormalMap.render(head, head.meanShape(), view, 512, 512);
 * }</pre>
 */
public final class NormalMap {

    /** Red, green and blue where there is no head. */
    public static final byte BACKGROUND = 127;

    private static final Point NOWHERE = new Point(0, 0);

    private NormalMap() {}

    /**
     * @param head a head model
     * @param shape that head's coefficients
     * @param view where the head lies in the picture; it may reach outside
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @return the normal map
     */
    public static Picture render(HeadModel head, HeadShape shape, View view, int width, int height) {
        float[] vertices = head.vertices(shape);
        float[] normals = turned(VertexNormals.of(vertices, head.triangles()), view.pose());
        Rasteriser surface = new Rasteriser(width, height);
        surface.draw(view.project(vertices), head.triangles());
        Picture map = Picture.black(width, height);
        Arrays.fill(map.rgb(), BACKGROUND);
        for (int pixel = 0; pixel < width * height; pixel++) {
            if (surface.triangleAt(pixel) != Rasteriser.NOTHING) {
                encode(normals, head.triangles(), surface, pixel, map.rgb());
            }
        }
        return map;
    }

    private static float[] turned(float[] normals, Pose pose) {
        float[] turned = new View(pose, 1, NOWHERE).project(normals);
        for (int i = 1; i < turned.length; i += 3) {
            turned[i] = -turned[i];
        }
        return turned;
    }

    private static void encode(float[] normals, int[] triangles, Rasteriser surface, int pixel, byte[] rgb) {
        int corner = surface.triangleAt(pixel);
        float second = surface.weightAt(pixel, 1);
        float third = surface.weightAt(pixel, 2);
        float first = 1 - second - third;
        float[] normal = new float[3];
        float square = 0;
        for (int k = 0; k < 3; k++) {
            normal[k] = first * normals[3 * triangles[corner] + k]
                    + second * normals[3 * triangles[corner + 1] + k]
                    + third * normals[3 * triangles[corner + 2] + k];
            square += normal[k] * normal[k];
        }
        float length = square > 0 ? (float) Math.sqrt(square) : 1;
        for (int k = 0; k < 3; k++) {
            rgb[3 * pixel + k] = (byte) (int) ((normal[k] / length * 0.5f + 0.5f) * 255);
        }
    }
}
