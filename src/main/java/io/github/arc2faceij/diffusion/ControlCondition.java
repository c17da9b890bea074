package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.ControlNet;

/**
 * The head's normal map that pictures are to follow, and the network that makes them.
 *
 * @param network the pose ControlNet of the same model; whoever opened it closes it
 * @param normalMap [3, height, width] of the pictures' size, 0..1
 * @param scale how strongly, 0..2
 */
public record ControlCondition(ControlNet network, Tensor normalMap, double scale) {

    private static final double MAX_SCALE = 2;

    /**
     * @param network the pose ControlNet
     * @param normalMap [3, height, width], 0..1
     * @param scale 0..2
     * @throws Arc2FaceException when the scale is out of its range
     * @throws IllegalArgumentException when the map has another shape
     */
    public ControlCondition {
        if (normalMap.shape().length != 3 || normalMap.dim(0) != 3) {
            throw new IllegalArgumentException("a normal map is [3, height, width], not " + normalMap.shapeText());
        }
        checkScale(scale);
    }

    /**
     * @param network the pose ControlNet
     * @param normalMap as a picture of the pictures' size
     * @param scale 0..2
     * @return the condition
     * @throws Arc2FaceException when the scale is out of its range
     */
    public static ControlCondition of(ControlNet network, Picture normalMap, double scale) {
        int plane = normalMap.width() * normalMap.height();
        float[] data = new float[3 * plane];
        for (int i = 0; i < data.length; i++) {
            data[i % 3 * plane + i / 3] = (normalMap.rgb()[i] & 0xff) / 255f;
        }
        return new ControlCondition(network, Tensor.of(data, 3, normalMap.height(), normalMap.width()), scale);
    }

    /**
     * @param scale how strongly to follow the normal map
     * @throws Arc2FaceException when it is not 0..2
     */
    public static void checkScale(double scale) {
        if (!(scale >= 0 && scale <= MAX_SCALE)) {
            throw new Arc2FaceException("The pose's strength cannot be " + scale + ". Give 0 to 2.");
        }
    }

    /**
     * @param count how many latents there are in a batch
     * @return the normal map for each, [count, 3, height, width]
     */
    Tensor batch(int count) {
        return normalMap.reshape(1, 3, normalMap.dim(1), normalMap.dim(2)).repeat(count);
    }
}
