package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.ByteCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferRateTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void rateAndTimeLeftFollowTheLastTenSeconds() {
        TransferRate rate = new TransferRate();
        rate.addSample(0, 0);
        assertEquals("0 bytes of 3.44 GB", rate.describe(0, 3_440_000_000L));
        for (int second = 1; second <= 30; second++) {
            rate.addSample(second * SECOND, Math.max(0, second - 15) * 10_000_000L); // the first half brought nothing
        }
        assertEquals("440 MB of 3.44 GB, 10.0 MB/s, 5 min left", rate.describe(440_000_000L, 3_440_000_000L));
    }

    @ParameterizedTest
    @CsvSource({
        "89, 89 s left",
        "90, 2 min left",
        "5340, 89 min left",
        "7500, 2 h 5 min left",
    })
    void timeLeftIsSaidAsPeopleSayIt(long seconds, String expected) {
        TransferRate rate = new TransferRate();
        rate.addSample(0, 0);
        rate.addSample(SECOND, 1000);
        assertEquals(
                "0 bytes of " + ByteCount.text(seconds * 1000) + ", 1.00 kB/s, " + expected,
                rate.describe(0, seconds * 1000));
    }

    @Test
    void withoutATotalThereIsNoTimeLeft() {
        TransferRate rate = new TransferRate();
        rate.addSample(0, 0);
        rate.addSample(SECOND, 2_000_000);
        assertEquals("2.00 MB, 2.00 MB/s", rate.describe(2_000_000, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9996, 10.0 kB",
        "99960, 100 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "3440000000, 3.44 GB",
        "9223372036854775807, 9223372 TB",
    })
    void bytesAreSaidInThreeDigits(long bytes, String expected) {
        assertEquals(expected, ByteCount.text(bytes));
    }
}
