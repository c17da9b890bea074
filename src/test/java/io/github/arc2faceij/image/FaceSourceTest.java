package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of recipes, byte for byte, and the way back from them. */
class FaceSourceTest {

    @Test
    void sourcesAreWrittenAsRecipesHaveThem() {
        assertEquals(
                "astronaut.png, face 1", FaceSource.face("astronaut.png", 1).text());
        assertEquals("saved.npy, row 3", FaceSource.row("saved.npy", 3).text());
        assertEquals(
                "landmarks of other.png, face 2",
                FaceSource.landmarks("other.png", 2).text());
        assertEquals(
                "106 points of other.png", FaceSource.points(106, "other.png").text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other.png | '' | other.png | '' | 0",
                "a, b, face 2 | '' | a, b | face | 2",
                "a, face 1, face 2 | '' | a, face 1 | face | 2",
                "/home/me/saved.npy, row 12 | '' | /home/me/saved.npy | row | 12",
                "landmarks of other.png, face 2 | landmarks | other.png | face | 2",
                "landmarks of other.png | landmarks | other.png | '' | 0",
                "5 points of other.png | 5 points | other.png | '' | 0",
                "other.png, nose 2 | '' | other.png, nose 2 | '' | 0",
            })
    void whatIsWrittenIsReadAndWrittenAgain(String text, String points, String name, String kind, int number) {
        FaceSource source = FaceSource.parse(text);
        assertEquals(new FaceSource(points, name, kind, number), source);
        assertEquals(!points.isEmpty(), source.isPoints());
        assertEquals(text, source.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"landmarks of other.png, face 2", "other.png, face 2"})
    void inAnotherImageTheFaceHasItsNumber(String text) {
        assertEquals("new.png, face 2", FaceSource.parse(text).in("new.png").text());
    }

    @Test
    void anglesAreNoPoints() {
        assertFalse(FaceSource.parse(FaceSource.ANGLES).isPoints());
        assertTrue(FaceSource.points(5, "a").isPoints());
    }
}
