package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.ByteCount;
import java.util.ArrayDeque;
import java.util.Deque;

/** The transfer rate of the last ten seconds, and the time left. */
final class TransferRate {

    private static final long WINDOW = 10_000_000_000L;
    private static final double NANOS = 1e9;

    /** @param bytes received until then */
    private record Sample(long nanos, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param nanos the time, {@link System#nanoTime}
     * @param bytes received until now
     */
    void addSample(long nanos, long bytes) {
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
    }

    /** @return bytes per second, 0 before there are two samples */
    double bytesPerSecond() {
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
     * @param done bytes on the disk
     * @param total bytes of all, 0 when it is not known
     * @return "1.20 GB of 3.44 GB, 11.3 MB/s, 3 min left"
     */
    String describe(long done, long total) {
        StringBuilder text = new StringBuilder(ByteCount.text(done));
        if (total > 0) {
            text.append(" of ").append(ByteCount.text(total));
        }
        double rate = bytesPerSecond();
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
