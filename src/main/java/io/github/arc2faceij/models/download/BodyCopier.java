package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Copies response bodies into a part file. Java's client waits for bytes without a limit, so another thread calls
 * {@link #abortIfStalled}.
 */
final class BodyCopier {

    private static final int CHUNK = 1 << 16;

    private final Duration stallTimeout;
    private volatile InputStream body;
    private volatile long lastByteNanos;
    private volatile long received;
    private volatile boolean stalled;

    /** @param stallTimeout how long a connection may send nothing */
    BodyCopier(Duration stallTimeout) {
        this.stallTimeout = stallTimeout;
    }

    /**
     * @param in the body
     * @param part the body is appended to it
     * @param length is told the part's length after every chunk
     * @throws IOException when the connection breaks or sends nothing for too long
     */
    void copy(InputStream in, PartFile part, LongConsumer length) throws IOException {
        stalled = false;
        lastByteNanos = System.nanoTime();
        body = in;
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                part.append(chunk, count);
                lastByteNanos = System.nanoTime();
                received += count;
                length.accept(part.length());
            }
        } catch (IOException e) {
            throw stalled ? stallException() : e;
        } finally {
            body = null;
        }
        if (stalled) { // a stream that another thread closes may as well just end
            throw stallException();
        }
    }

    /** @return the bytes that arrived over all connections */
    long bytesReceived() {
        return received;
    }

    /** Closes a connection that sends nothing any more; called by another thread several times a second. */
    void abortIfStalled() {
        if (body != null && System.nanoTime() - lastByteNanos > stallTimeout.toNanos()) {
            stalled = true;
            abort();
        }
    }

    /** Closes the connection. */
    void abort() {
        InputStream open = body;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // nothing more is read from it
            }
        }
    }

    private IOException stallException() {
        return new SocketTimeoutException("the server was silent for " + stallTimeout.toSeconds() + " s");
    }
}
