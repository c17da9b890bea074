package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BesideLimitTest {

    @ParameterizedTest
    @CsvSource({
        "12.3, 16, 0, 12",
        "15.6, 16, 0, 15.6",
        "15.9999, 16, 0, 15.9999",
        "2.97, 3, 1, 2.97",
        "-60.2, 60, 0, -60.2",
        "-60, 60, 0, -60",
        "16, 16, 0, 16",
        "2.001, 2, 2, 2.001",
        "15.99999999999, 16, 0, 16.000000000",
        "NaN, 16, 0, NaN",
    })
    void aNumberDoesNotLookLikeTheLimitThatItMisses(double value, double limit, int digits, String text) {
        assertEquals(text, BesideLimit.text(value, limit, digits));
    }
}
