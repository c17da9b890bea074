package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Tensor;
import java.util.List;

/**
 * How a network wants its pixels: (value - mean) / deviation, value 0..255.
 *
 * @param mean what becomes 0
 * @param deviation what becomes 1, above the mean
 */
record Normalisation(float mean, float deviation) {

    /** The pixels as they are: the network normalises them itself. */
    static final Normalisation NONE = new Normalisation(0, 1);

    /**
     * As InsightFace decides (python package 1.0, {@code arcface_onnx.py}): a network that begins with a subtraction and a
     * multiplication normalises its pixels itself.
     *
     * @param firstNodes the names of the graph's first nodes
     * @return whether it does
     */
    static boolean isInside(List<String> firstNodes) {
        return firstNodes.stream().anyMatch(name -> name.startsWith("Sub") || name.startsWith("_minus"))
                && firstNodes.stream().anyMatch(name -> name.startsWith("Mul") || name.startsWith("_mul"));
    }

    /**
     * @param picture any picture
     * @return its planes red, green, blue: [1, 3, height, width]
     */
    Tensor rgb(Picture picture) {
        return planes(picture, 0, 1, 2);
    }

    /**
     * @param picture any picture
     * @return its planes blue, green, red: [1, 3, height, width]
     */
    Tensor bgr(Picture picture) {
        return planes(picture, 2, 1, 0);
    }

    private Tensor planes(Picture picture, int... channels) {
        int pixels = picture.width() * picture.height();
        float[] data = new float[channels.length * pixels];
        for (int plane = 0; plane < channels.length; plane++) {
            for (int i = 0; i < pixels; i++) {
                data[plane * pixels + i] = ((picture.rgb()[3 * i + channels[plane]] & 0xff) - mean) / deviation;
            }
        }
        return Tensor.of(data, 1, channels.length, picture.height(), picture.width());
    }
}
