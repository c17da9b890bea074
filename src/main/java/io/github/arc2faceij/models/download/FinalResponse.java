package io.github.arc2faceij.models.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The response that a GET ends with after all redirects. Its body has not been read yet.
 *
 * @param address where the last redirect led to
 * @param response status, headers and body
 * @param sha256 of the whole file, if the first server named it
 */
record FinalResponse(URI address, HttpResponse<InputStream> response, Optional<String> sha256) implements Closeable {

    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

    int status() {
        return response.statusCode();
    }

    InputStream body() {
        return response.body();
    }

    /** @return the header, empty when there is none */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    RemoteFileInfo fileInfo() {
        return new RemoteFileInfo(size(), sha256, etag());
    }

    /** @return the offset of the body's first byte in the file (RFC 9110, 14.4), empty when the server does not say */
    OptionalLong rangeStart() {
        return group(1);
    }

    /** @return whether the headers tell where the body ends, so that a broken connection is noticed */
    boolean hasExplicitEnd() {
        return !header("Content-Length").isEmpty()
                || header("Transfer-Encoding").equalsIgnoreCase("chunked");
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }

    private OptionalLong size() {
        return status() == 200 ? response.headers().firstValueAsLong("Content-Length") : group(2);
    }

    private OptionalLong group(int group) {
        Matcher range = CONTENT_RANGE.matcher(header("Content-Range"));
        return range.matches() && range.group(group) != null
                ? OptionalLong.of(Long.parseLong(range.group(group)))
                : OptionalLong.empty();
    }

    private Optional<String> etag() {
        return response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\""));
    }
}
