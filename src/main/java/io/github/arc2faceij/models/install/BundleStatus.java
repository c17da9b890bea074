package io.github.arc2faceij.models.install;

import java.time.Instant;
import java.util.Optional;

/**
 * A bundle as it is in a model folder.
 *
 * @param bundle what it is
 * @param state how it is
 * @param bytesHere how much of it is on the disk, parts included
 * @param bytesKnown the sizes of its files as far as they are known before the server is asked; the sum is at least that
 * @param accepted when the user agreed to the licence
 */
public record BundleStatus(
        Bundle bundle, InstallState state, long bytesHere, long bytesKnown, Optional<Instant> accepted) {}
