package io.github.arc2faceij.models.install;

import io.github.arc2faceij.models.download.ProxyServer;
import io.github.arc2faceij.models.download.RetrySettings;
import java.util.Optional;

/**
 * How files are downloaded.
 *
 * @param mirrors asked in place of the published hosts
 * @param proxy to go through; without one the system's settings hold
 * @param retries timeouts and retries
 */
public record InstallOptions(Mirrors mirrors, Optional<ProxyServer> proxy, RetrySettings retries) {

    /** From the published addresses, with the system's proxy. */
    public static final InstallOptions DEFAULT =
            new InstallOptions(Mirrors.NONE, Optional.empty(), RetrySettings.DEFAULT);
}
