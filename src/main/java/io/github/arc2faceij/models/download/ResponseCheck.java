package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.time.Duration;
import java.util.Set;

/** Checks that a response holds the file, and explains it when it does not. */
final class ResponseCheck {

    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 500, 502, 503, 504);

    private ResponseCheck() {}

    /**
     * @param answer of whatever status
     * @param name of the file that was asked for
     * @throws RetryLaterException when the same request may succeed later
     * @throws Arc2FaceException when it does not hold the file and repeating will not help
     */
    static void requireFile(FinalResponse response, String name) throws RetryLaterException {
        if (response.status() != 200 && response.status() != 206) {
            explain(response, name);
        }
        if (response.header("Content-Type").startsWith("text/html")) {
            throw new Arc2FaceException(
                    "A web page came from " + response.address().getHost() + " instead of " + name
                            + ". Your network probably wants you to log in with a browser first. Log in and install again, or"
                            + " import a folder with the files.");
        }
    }

    private static void explain(FinalResponse response, String name) throws RetryLaterException {
        int status = response.status();
        String host = response.address().getHost();
        if (TEMPORARY.contains(status)) {
            throw new RetryLaterException(host + " answered HTTP " + status, retryAfter(response));
        }
        throw new Arc2FaceException(
                switch (status) {
                    case 401, 403 -> host + " does not give " + name + " to you (HTTP " + status
                            + "): it wants a login, or your network forbids the address. "
                            + DownloadErrors.CONNECTION_ADVICE;
                    case 404, 410 -> host + " does not have " + name + " (HTTP " + status + " for " + response.address()
                            + "): the mirror lacks it, or the publisher moved it. Try without a mirror, or look for a"
                            + " newer version of the plugin.";
                    case 407 -> "The proxy wants a login, which is wrong or missing (HTTP 407; it accepts: "
                            + acceptedLogins(response) + "). Enter a user and a password for the proxy. Only Basic is"
                            + " supported. Or import a folder with the files.";
                    default -> host + " answered HTTP " + status + " to the request for " + name + ". "
                            + DownloadErrors.CONNECTION_ADVICE;
                });
    }

    private static Duration retryAfter(FinalResponse response) {
        String seconds = response.header("Retry-After");
        return Duration.ofSeconds(seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) : 0);
    }

    private static String acceptedLogins(FinalResponse response) {
        String schemes = String.join(", ", response.response().headers().allValues("Proxy-Authenticate"));
        return schemes.isEmpty() ? "it does not say" : schemes;
    }
}
