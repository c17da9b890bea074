package io.github.arc2faceij.diffusion.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Tensor;
import org.junit.jupiter.api.Test;

class PixelsTest {

    @Test
    void valuesAreClampedAndRoundedHalfToEven() {
        Tensor decoded = Tensor.of(new float[] {-1.5f, 1.5f, 0, -1, 1, 0.2f}, 1, 3, 1, 2);
        Picture picture = Pixels.toPicture(decoded);
        // 0 is 127.5, half way: the even neighbour is 128.
        assertArrayEquals(new byte[] {0, (byte) 128, (byte) 255, (byte) 255, 0, (byte) 153}, picture.rgb());
        assertEquals(2, picture.width());
    }

    @Test
    void everyGreyLevelSurvivesTheWayThereAndBack() {
        byte[] rgb = new byte[3 * 256];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 + i % 3);
        }
        assertArrayEquals(
                rgb, Pixels.toPicture(Pixels.toTensor(new Picture(16, 16, rgb))).rgb());
    }
}
