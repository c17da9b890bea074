package io.github.arc2faceij.job;

import io.github.arc2faceij.face.MeasuredFace;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pictures belong into the data set.
 *
 * @param oneFace whether there must be one face, and no other
 * @param cosine the least similarity to the identity that was asked for
 * @param quality whether the face must be one that the recogniser knows well
 * @param tries how many pictures are made, each from another noise, until one is accepted
 */
record Acceptance(boolean oneFace, double cosine, boolean quality, int tries) {

    private static final int MOST_TRIES = 100;

    static Acceptance read(JobKeys keys) {
        Acceptance acceptance = new Acceptance(
                keys.flag("face", true), keys.number("cosine", -1, -1, 1), keys.flag("quality", false), (int)
                        keys.whole("tries", 3, 1, MOST_TRIES));
        keys.end();
        return acceptance;
    }

    /**
     * @param seen the largest face, if there is one
     * @param measured its similarity to the identity that was asked for, if there is one
     * @return why the picture is rejected; empty when it is accepted
     */
    Optional<String> reason(Optional<MeasuredFace> seen, Optional<Double> measured) {
        int faces = seen.map(MeasuredFace::faces).orElse(0);
        if (oneFace && faces != 1) {
            return Optional.of(faces == 0 ? "no face" : "several faces");
        }
        if (cosine > -1 && !(measured.orElse(-1.0) >= cosine)) {
            return Optional.of(String.format(Locale.ROOT, "cosine below %s", cosine));
        }
        return quality && seen.flatMap(face -> face.quality().warning()).isPresent()
                ? Optional.of("hard to see")
                : Optional.empty();
    }
}
