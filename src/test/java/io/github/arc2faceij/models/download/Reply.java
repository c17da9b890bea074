package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response, honest unless it is told to lie. */
public final class Reply {

    private final int status;
    private final byte[] body;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
        headers.put("Content-Length", Integer.toString(body.length));
        headers.put("Connection", "close");
    }

    /** @return that status without a body */
    public static Reply status(int status) {
        return new Reply(status, new byte[0]);
    }

    /** @return 200 with these bytes */
    public static Reply ok(byte[] body) {
        return new Reply(200, body);
    }

    /** @return another status with these bytes */
    static Reply ok(byte[] body, int status) {
        return new Reply(status, body);
    }

    static Reply redirect(String location) {
        return status(302).header("Location", location);
    }

    /** @return 206, 416, or 200 when no range was asked for or If-Range names another tag */
    public static Reply range(Request request, byte[] file, String etag) {
        boolean fits = request.header("If-Range").isEmpty()
                || request.header("If-Range").equals(etag);
        if (request.header("Range").isEmpty() || !fits) {
            return ok(file).header("ETag", etag);
        }
        int from = (int) request.from();
        if (from >= file.length) {
            return status(416).header("Content-Range", "bytes */" + file.length);
        }
        int to = request.isInfoRequest() ? from + 1 : file.length;
        byte[] part = Arrays.copyOfRange(file, from, to);
        return new Reply(206, part)
                .header("ETag", etag)
                .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
    }

    /** @return this, with a header more or another value */
    public Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Reply without(String name) {
        headers.remove(name);
        return this;
    }

    /** Sends all of it. */
    public void send(Socket client) throws IOException {
        send(client, body.length);
    }

    /** Sends the head and the first bytes of the body, and no more. */
    public void send(Socket client, int bytes) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " whatever\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        OutputStream out = client.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body, 0, Math.min(bytes, body.length));
        out.flush();
    }
}
