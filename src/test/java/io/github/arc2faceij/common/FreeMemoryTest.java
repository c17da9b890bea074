package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FreeMemoryTest {

    private static final List<String> LINES =
            List.of("MemTotal:  16000000 kB", "MemFree:  90 kB", "MemAvailable:  100 kB", "SwapFree: 20 kB");
    private static final long TOTAL = 16_000_000L * 1024;

    @Test
    void linuxCountsWhatItCanGiveBackAndSwap() {
        assertEquals(OptionalLong.of(120 * 1024), FreeMemory.available(LINES, TOTAL, 7));
        assertEquals(OptionalLong.of(100 * 1024), FreeMemory.available(LINES.subList(0, 3), TOTAL, 7));
        assertEquals(OptionalLong.empty(), FreeMemory.available(LINES.subList(0, 2), TOTAL, 7));
    }

    @Test
    void aContainersLimitCounts() {
        assertEquals(OptionalLong.of(7), FreeMemory.available(LINES, TOTAL - 1, 7));
        assertEquals(OptionalLong.of(120 * 1024), FreeMemory.available(LINES, TOTAL - 1, TOTAL - 1));
    }

    @Test
    void thisComputerHasSome() {
        OptionalLong free = FreeMemory.ofComputer();
        assumeTrue(!System.getProperty("os.name").startsWith("Mac"), "a Mac does not tell");
        assertTrue(free.getAsLong() > 1 << 20, free.toString());
    }
}
