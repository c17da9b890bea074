package io.github.arc2faceij.diffusion.network;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilingTest {

    private static final Tiling TILING = new Tiling(8, 8);

    @Test
    void whatTilesHaveInCommonComesOutAsItWas() {
        Tensor ramp = Tensor.zeros(2, 1, 19, 14);
        for (int i = 0; i < ramp.size(); i++) {
            ramp.data()[i] = i;
        }
        assertClose(ramp, TILING.apply(ramp, tile -> tile), 1e-4, "ramp");
    }

    @Test
    void tilesOverlapByAQuarterAndEndAtTheEdges() {
        List<String> shapes = new ArrayList<>();
        TILING.apply(Tensor.zeros(1, 1, 13, 8), tile -> {
            shapes.add(tile.shapeText());
            return tile;
        });
        assertEquals(
                List.of("[1, 1, 8, 8]", "[1, 1, 8, 2]", "[1, 1, 7, 8]", "[1, 1, 7, 2]", "[1, 1, 1, 8]", "[1, 1, 1, 2]"),
                shapes);
    }

    @Test
    void tilesThatDifferFadeIntoEachOther() {
        int[] count = {0};
        Tensor result = TILING.apply(Tensor.zeros(1, 1, 1, 12), tile -> {
            Arrays.fill(tile.data(), 10 * count[0]++);
            return tile;
        });
        float[] expected = {0, 0, 0, 0, 0, 0, 0, 5, 10, 10, 10, 10};
        assertClose(Tensor.of(expected, 1, 1, 1, 12), result, 0, "two tiles");
    }

    @Test
    void onlyWhatIsLargerThanATileIsSplit() {
        assertFalse(TILING.splits(Tensor.zeros(1, 1, 8, 8)));
        assertTrue(TILING.splits(Tensor.zeros(1, 1, 9, 8)));
        assertTrue(TILING.splits(Tensor.zeros(1, 1, 8, 9)));
    }
}
