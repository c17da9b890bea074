package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FreeMemoryTest {

    @Test
    void linuxCountsWhatItCanGiveBackAndSwap() {
        List<String> lines =
                List.of("MemTotal:  16000000 kB", "MemFree:  90 kB", "MemAvailable:  100 kB", "SwapFree: 20 kB");
        assertEquals(OptionalLong.of(120 * 1024), FreeMemory.available(lines));
        assertEquals(OptionalLong.of(100 * 1024), FreeMemory.available(lines.subList(0, 3)));
        assertEquals(OptionalLong.empty(), FreeMemory.available(lines.subList(0, 2)));
    }

    @Test
    void thisComputerHasSome() {
        OptionalLong free = FreeMemory.ofComputer();
        assumeTrue(!System.getProperty("os.name").startsWith("Mac"), "a Mac does not tell");
        assertTrue(free.getAsLong() > 1 << 20, free.toString());
    }
}
