package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The largest difference that was seen between what is expected and what came. */
final class Worst {

    private double difference;

    void see(double expected, double actual) {
        double here = Math.abs(expected - actual);
        difference = here <= difference ? difference : here; // a NaN stays
    }

    void assertWithin(double tolerance) {
        assertTrue(difference <= tolerance, () -> "differs by " + difference + ", more than " + tolerance);
    }
}
