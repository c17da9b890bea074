package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountedTest {

    @Test
    void onlyOneIsSingular() {
        assertEquals("0 faces", Counted.of(0, "face", "faces"));
        assertEquals("1 face", Counted.of(1, "face", "faces"));
        assertEquals("2 faces", Counted.of(2, "face", "faces"));
    }
}
