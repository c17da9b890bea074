package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Tensor;
import java.util.function.UnaryOperator;

/**
 * Computes large pictures tile by tile, so that memory does not grow with their size: tiles overlap by a quarter and fade
 * into each other there (diffusers 0.29.2, {@code AutoencoderKL.enable_tiling}). Every tile is normalised and attended to
 * by itself, so the result is not that of the whole picture at once.
 *
 * @param inputTile height and width of a tile of the input
 * @param outputTile height and width of what a whole tile becomes
 */
record Tiling(int inputTile, int outputTile) {

    private static final double OVERLAP = 0.25;

    /** @return whether the input is larger than a tile */
    boolean splits(Tensor input) {
        return input.dim(2) > inputTile || input.dim(3) > inputTile;
    }

    /**
     * @param input [batch, channels, height, width]
     * @param network applied to each tile, from the top left to the bottom right
     * @return [batch, other channels, height * outputTile / inputTile, width * outputTile / inputTile]
     */
    Tensor apply(Tensor input, UnaryOperator<Tensor> network) {
        int step = (int) (inputTile * (1 - OVERLAP));
        int fade = (int) (outputTile * OVERLAP);
        int columns = (input.dim(3) + step - 1) / step;
        Tensor result = null;
        Tensor[] above = new Tensor[columns];
        for (int top = 0; top < input.dim(2); top += step) {
            Tensor[] row = new Tensor[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = network.apply(TensorPicture.crop(input, top, i * step, inputTile, inputTile));
                TensorPicture tile = new TensorPicture(row[i]);
                if (above[i] != null) {
                    tile.fadeFromAbove(above[i], fade);
                }
                if (i > 0) {
                    tile.fadeFromLeft(row[i - 1], fade);
                }
                result = result == null ? empty(input, row[i]) : result;
                int kept = outputTile - fade;
                tile.copyTo(result, top / step * kept, i * kept, kept);
            }
            above = row;
        }
        return result;
    }

    private Tensor empty(Tensor input, Tensor tile) {
        int height = input.dim(2) * outputTile / inputTile;
        int width = input.dim(3) * outputTile / inputTile;
        return Tensor.zeros(tile.dim(0), tile.dim(1), height, width);
    }
}
