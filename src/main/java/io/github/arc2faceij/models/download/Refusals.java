package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.time.Duration;
import java.util.Set;

/** What it means that a server answers without the file. */
final class Refusals {

    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 500, 502, 503, 504);

    private Refusals() {}

    /**
     * @param answer of whatever status
     * @param name of the file that was asked for
     * @throws RetryLater when the same question may be answered later
     * @throws Arc2FaceException when the answer is not the file and never will be
     */
    static void requireFile(Answer answer, String name) throws RetryLater {
        if (answer.status() != 200 && answer.status() != 206) {
            explain(answer, name);
        }
        if (answer.header("Content-Type").startsWith("text/html")) {
            throw new Arc2FaceException(
                    "A web page came from " + answer.address().getHost() + " instead of " + name
                            + ". Your network probably wants you to log in with a browser first. Log in and"
                            + " install again, or"
                            + " import a folder with the files.");
        }
    }

    private static void explain(Answer answer, String name) throws RetryLater {
        int status = answer.status();
        String host = answer.address().getHost();
        if (TEMPORARY.contains(status)) {
            throw new RetryLater(host + " answered HTTP " + status, retryAfter(answer));
        }
        throw new Arc2FaceException(
                switch (status) {
                    case 401, 403 -> host + " does not give " + name + " to you (HTTP " + status
                            + "): it wants a login, or your network forbids the address. " + Failures.WAYS_OUT;
                    case 404, 410 -> host + " does not have " + name + " (HTTP " + status + " for " + answer.address()
                            + "): the mirror lacks it, or the publisher moved it. Try without a mirror, or look for a"
                            + " newer version of the plugin.";
                    case 407 -> "The proxy wants a login, which is wrong or missing (HTTP 407; it accepts: "
                            + acceptedLogins(answer)
                            + "). Enter a user and a password for the proxy. Only Basic is supported. Or import"
                            + " a folder with the files.";
                    default -> host + " answered HTTP " + status + " to the request for " + name + ". "
                            + Failures.WAYS_OUT;
                });
    }

    private static Duration retryAfter(Answer answer) {
        String seconds = answer.header("Retry-After");
        return Duration.ofSeconds(seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) : 0);
    }

    private static String acceptedLogins(Answer answer) {
        String schemes = String.join(", ", answer.response().headers().allValues("Proxy-Authenticate"));
        return schemes.isEmpty() ? "it does not say" : schemes;
    }
}
