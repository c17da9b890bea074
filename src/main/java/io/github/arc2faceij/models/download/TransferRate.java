package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.ByteCount;
import java.util.ArrayDeque;
import java.util.Deque;

/** The rate of a download and the time it still takes, from what came in the last ten seconds. */
final class TransferRate {

    private static final long WINDOW = 10_000_000_000L;
    private static final double NANOS = 1e9;

    /** @param bytes that had come until then */
    private record Sample(long nanos, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param nanos the time, {@link System#nanoTime}
     * @param bytes that have come over the network until now
     */
    void add(long nanos, long bytes) {
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
    }

    /** @return bytes per second, 0 before there are two samples */
    double rate() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return last.nanos() == first.nanos()
                ? 0
                : NANOS * (last.bytes() - first.bytes()) / (last.nanos() - first.nanos());
    }

    /**
     * @param done bytes that are here
     * @param total bytes of all, 0 when nobody knows
     * @return "1.20 GB of 3.44 GB, 11.3 MB/s, 3 min left"
     */
    String text(long done, long total) {
        StringBuilder text = new StringBuilder(ByteCount.text(done));
        if (total > 0) {
            text.append(" of ").append(ByteCount.text(total));
        }
        double rate = rate();
        if (rate >= 1) {
            text.append(", ").append(ByteCount.text(Math.round(rate))).append("/s");
            if (total > done) {
                text.append(", ")
                        .append(duration(Math.round((total - done) / rate)))
                        .append(" left");
            }
        }
        return text.toString();
    }

    private static String duration(long seconds) {
        if (seconds < 90) {
            return seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 90 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
