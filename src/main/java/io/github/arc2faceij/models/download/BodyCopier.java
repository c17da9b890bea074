package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Writes a body into a part file while it arrives. Another thread watches: Java's client waits for bytes for ever. */
final class BodyCopier {

    private static final int CHUNK = 1 << 16;

    private final Duration stall;
    private volatile InputStream body;
    private volatile long lastByte;
    private volatile long received;
    private volatile boolean stalled;

    /** @param stall how long a connection may be silent */
    BodyCopier(Duration stall) {
        this.stall = stall;
    }

    /**
     * @param in the body
     * @param part takes it at its end
     * @param length is told the part's length after every piece
     * @throws IOException when the connection breaks off or is silent for too long
     */
    void run(InputStream in, PartFile part, LongConsumer length) throws IOException {
        stalled = false;
        lastByte = System.nanoTime();
        body = in;
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                part.append(chunk, count);
                lastByte = System.nanoTime();
                received += count;
                length.accept(part.length());
            }
        } catch (IOException e) {
            throw stalled ? silence() : e;
        } finally {
            body = null;
        }
        if (stalled) { // a stream that another thread closes may as well just end
            throw silence();
        }
    }

    /** @return the bytes that arrived since the beginning, over all connections */
    long received() {
        return received;
    }

    /** Cuts a silent connection off; called by the watching thread several times a second. */
    void cutIfSilent() {
        if (body != null && System.nanoTime() - lastByte > stall.toNanos()) {
            stalled = true;
            cut();
        }
    }

    /** Cuts the connection off. */
    void cut() {
        InputStream open = body;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it was to be broken off anyway
            }
        }
    }

    private IOException silence() {
        return new SocketTimeoutException("the server was silent for " + stall.toSeconds() + " s");
    }
}
