package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Tensor;

/**
 * Latents that go through a network together: those of some pictures in one step, under the empty prompt, under the
 * identity's, or first under the one and then under the other.
 *
 * @param step of the run, counted from 0
 * @param timestep of the training noise schedule, 0..999
 * @param latents [rows, 4, height/8, width/8]
 * @param context [rows, 77, hidden]
 * @param first index of the first picture in the run
 * @param empty how many rows, at the front, are under the empty prompt
 */
public record Batch(int step, double timestep, Tensor latents, Tensor context, int first, int empty) {

    /**
     * What a row is, whichever rows go with it.
     *
     * @param picture index in the run
     * @param prompted whether it is under the identity's prompt
     */
    public record Row(int picture, boolean prompted) {}

    /** @return how many rows there are */
    public int rows() {
        return latents.dim(0);
    }

    /**
     * @param index 0..rows-1
     * @return what this row is
     */
    public Row row(int index) {
        boolean prompted = index >= empty;
        return new Row(first + (prompted ? index - empty : index), prompted);
    }
}
