package io.github.arc2faceij.models.download;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of a request.
 *
 * @param method GET or CONNECT
 * @param target the path, or the whole address when a proxy is asked
 * @param headers by name, whatever the case
 */
public record Request(String method, String target, Map<String, String> headers) {

    static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        String[] first = lines[0].split(" ");
        return new Request(first[0], first[1], headers);
    }

    /** @return the header, empty when there is none */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** @return the offset of an open range {@code bytes=N-}, or 0 */
    long from() {
        String range = header("Range").replace("bytes=", "");
        return range.isEmpty() ? 0 : Long.parseLong(range.substring(0, range.indexOf('-')));
    }

    /** @return whether only the first byte is asked for */
    public boolean isInfoRequest() {
        return header("Range").equals("bytes=0-0");
    }
}
