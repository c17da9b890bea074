package io.github.arc2faceij.pose;

/**
 * A head laid over the landmarks of a picture.
 *
 * @param view how the head lies in the picture: pose, scale and shift
 * @param shape the person's identity and expression
 * @param error root mean square distance between the fitted and the given points, in pixels
 * @param relativeError the same as a share of the face's size (square root of width times height of the mean head's 68
 *     points seen from the front, at the fitted scale)
 * @param worstLandmark the iBUG index of the point that is off most, 0..67
 * @param uncertainty standard deviation of yaw or pitch in degrees, the larger one, if the points are as exact as
 *     {@link HeadFitter} expects: small when there are many points, large when they leave the pose open
 */
public record HeadFit(
        View view, HeadShape shape, double error, double relativeError, int worstLandmark, double uncertainty) {

    /** @return how the head is turned */
    public Pose pose() {
        return view.pose();
    }
}
