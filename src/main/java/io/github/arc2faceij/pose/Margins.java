package io.github.arc2faceij.pose;

/** Pixels on the four sides of a picture, each at least 0. */
record Margins(int left, int top, int right, int bottom) {

    int largest() {
        return Math.max(Math.max(left, top), Math.max(right, bottom));
    }

    Margins atLeast(int pixels) {
        return new Margins(
                Math.max(left, pixels), Math.max(top, pixels), Math.max(right, pixels), Math.max(bottom, pixels));
    }
}
