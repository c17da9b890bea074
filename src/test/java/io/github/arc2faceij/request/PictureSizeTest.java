package io.github.arc2faceij.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSizeTest {

    @Test
    void zeroIsTheModelsOwnSize() {
        assertEquals(new PictureSize(512, 512), PictureSize.of(0, 0, 512));
        assertEquals(new PictureSize(1024, 128), PictureSize.of(1024, 0, 128));
        assertEquals(new PictureSize(100, 64), PictureSize.of(0, 64, 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {-64, 1, 63, 500, 1088})
    void otherSidesAreRefusedByName(int side) {
        String allowed = " pixels. Give a multiple of 64 up to 1024, or 0 for the model's own size of 512.";
        assertEquals("The width cannot be " + side + allowed, refusal(side, 0));
        assertEquals("The height cannot be " + side + allowed, refusal(512, side));
    }

    private static String refusal(int width, int height) {
        return assertThrows(Arc2FaceException.class, () -> PictureSize.of(width, height, 512))
                .getMessage();
    }
}
