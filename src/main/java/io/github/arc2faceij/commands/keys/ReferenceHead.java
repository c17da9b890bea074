package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.pose.HeadFit;
import io.github.arc2faceij.pose.Pose;
import java.util.Locale;

/**
 * A head on an open image whose pose is to be followed.
 *
 * @param photo the image
 * @param source where its landmarks came from, for recipes
 * @param fit how it lies in the upright picture
 */
public record ReferenceHead(Photo photo, String source, HeadFit fit) {

    /** @return its pose after it is cut out upright, as Arc2Face's training pictures were */
    public Pose pose() {
        return fit.pose().withRoll(0);
    }

    /** @return {@code yaw 12.3, pitch -4.5, roll 0.6 degrees, off by 2.1 pixels (1.2 % of the face)} */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s degrees, off by %.1f pixels (%.1f %% of the face)",
                fit.pose().label(),
                fit.error(),
                100 * fit.relativeError());
    }
}
