package io.github.arc2faceij.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Finding;
import org.junit.jupiter.api.Test;

class HardwareCheckTest {

    @Test
    void theProcessorsAreCounted() {
        Finding expected =
                new Finding("Processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        assertTrue(HardwareCheck.run().contains(expected));
    }
}
