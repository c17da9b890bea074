package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Tensor;

/**
 * Rectangles of tensors whose last two axes are height and width.
 *
 * @param tensor [batch, channels, height, width], changed by what fades into it
 */
record TensorPicture(Tensor tensor) {

    /**
     * @param source [batch, channels, height, width]
     * @param top first row
     * @param left first column
     * @param height at most how many rows; fewer at the lower edge
     * @param width at most how many columns; fewer at the right edge
     * @return a copy of that rectangle
     */
    static Tensor crop(Tensor source, int top, int left, int height, int width) {
        int rows = Math.min(height, source.dim(2) - top);
        int columns = Math.min(width, source.dim(3) - left);
        Tensor part = Tensor.zeros(source.dim(0), source.dim(1), rows, columns);
        for (int i = 0; i < part.size() / columns; i++) {
            int from = (i / rows * source.dim(2) + top + i % rows) * source.dim(3) + left;
            System.arraycopy(source.data(), from, part.data(), i * columns, columns);
        }
        return part;
    }

    private int planes() {
        return tensor.dim(0) * tensor.dim(1);
    }

    /** Lets the last rows of another picture of the same width fade into the first rows of this one. */
    void fadeFromAbove(Tensor above, int extent) {
        int rows = Math.min(Math.min(above.dim(2), tensor.dim(2)), extent);
        for (int plane = 0; plane < planes(); plane++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < tensor.dim(3); x++) {
                    int from = (plane * above.dim(2) + above.dim(2) - rows + y) * above.dim(3) + x;
                    fade(above.data()[from], (plane * tensor.dim(2) + y) * tensor.dim(3) + x, (float) y / rows);
                }
            }
        }
    }

    /** Lets the last columns of another picture of the same height fade into the first columns of this one. */
    void fadeFromLeft(Tensor left, int extent) {
        int columns = Math.min(Math.min(left.dim(3), tensor.dim(3)), extent);
        for (int row = 0; row < planes() * tensor.dim(2); row++) {
            for (int x = 0; x < columns; x++) {
                float other = left.data()[(row + 1) * left.dim(3) - columns + x];
                fade(other, row * tensor.dim(3) + x, (float) x / columns);
            }
        }
    }

    private void fade(float from, int index, float share) {
        tensor.data()[index] = from * (1 - share) + tensor.data()[index] * share;
    }

    /** Copies the first {@code side} rows and columns, as far as there are so many, into a larger picture. */
    void copyTo(Tensor target, int top, int left, int side) {
        int rows = Math.min(side, tensor.dim(2));
        int columns = Math.min(side, tensor.dim(3));
        for (int i = 0; i < planes() * rows; i++) {
            int plane = i / rows;
            int from = (plane * tensor.dim(2) + i % rows) * tensor.dim(3);
            int to = (plane * target.dim(2) + top + i % rows) * target.dim(3) + left;
            System.arraycopy(tensor.data(), from, target.data(), to, columns);
        }
    }
}
