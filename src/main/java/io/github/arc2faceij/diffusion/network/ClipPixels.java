package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.PillowFilter;
import io.github.arc2faceij.common.Tensor;

/** What CLIP's image encoders are given of a picture (transformers 4.36.0, CLIPImageProcessor, with its defaults). */
final class ClipPixels {

    private static final int CHANNELS = 3;
    private static final float[] MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
    private static final float[] DEVIATION = {0.26862954f, 0.26130258f, 0.27577711f};

    private ClipPixels() {}

    /**
     * @param picture any
     * @param side of the encoder's pictures in pixels
     * @return [1, 3, side, side]: the shorter side of the picture is resized by Pillow's bicubic filter, the square in the
     *     middle is cut out, and every channel gets CLIP's mean and deviation
     */
    static Tensor of(Picture picture, int side) {
        int shorter = Math.min(picture.width(), picture.height());
        Picture small = PillowFilter.Kernel.BICUBIC.resize(
                picture, length(picture.width(), shorter, side), length(picture.height(), shorter, side));
        int left = (small.width() - side) / 2;
        int top = (small.height() - side) / 2;
        Tensor pixels = Tensor.zeros(1, CHANNELS, side, side);
        for (int i = 0; i < pixels.size(); i++) {
            int channel = i / (side * side);
            int value = small.get(left + i % side, top + i / side % side, channel);
            pixels.data()[i] = (value / 255f - MEAN[channel]) / DEVIATION[channel];
        }
        return pixels;
    }

    private static int length(int length, int shorter, int side) {
        return (int) ((long) side * length / shorter);
    }
}
