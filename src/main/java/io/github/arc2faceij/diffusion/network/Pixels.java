package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Tensor;

/** Between 8-bit pictures and the autoencoder's numbers, -1 for black to 1 for white (diffusers' VaeImageProcessor). */
public final class Pixels {

    private static final int CHANNELS = 3;

    private Pixels() {}

    /**
     * @param decoded [1, 3, height, width]; values outside -1..1 are clamped
     * @return the picture, each value rounded half to even
     */
    public static Picture toPicture(Tensor decoded) {
        int plane = decoded.dim(2) * decoded.dim(3);
        byte[] rgb = new byte[CHANNELS * plane];
        for (int i = 0; i < rgb.length; i++) {
            float share = decoded.data()[i % CHANNELS * plane + i / CHANNELS] / 2 + 0.5f;
            rgb[i] = (byte) Math.rint(Math.min(Math.max(share, 0), 1) * 255);
        }
        return new Picture(decoded.dim(3), decoded.dim(2), rgb);
    }

    /**
     * @param picture any
     * @return [1, 3, height, width]
     */
    public static Tensor toTensor(Picture picture) {
        int plane = picture.width() * picture.height();
        float[] data = new float[CHANNELS * plane];
        for (int i = 0; i < data.length; i++) {
            data[i % CHANNELS * plane + i / CHANNELS] = (picture.rgb()[i] & 0xff) / 255f * 2 - 1;
        }
        return Tensor.of(data, 1, CHANNELS, picture.height(), picture.width());
    }
}
