package io.github.arc2faceij.models.install;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of a bundle in a model folder.
 *
 * @param bundle which
 * @param state of its files together
 * @param bytesOnDisk how much of it is on the disk, partly downloaded files included
 * @param bytesExpected the sizes of its files as far as they are known before the server is asked; they may be larger
 * @param accepted when the user agreed to the licence
 */
public record BundleStatus(
        Bundle bundle, InstallState state, long bytesOnDisk, long bytesExpected, Optional<Instant> accepted) {}
