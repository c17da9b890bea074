package io.github.arc2faceij.pose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.weights.Goldens;
import org.junit.jupiter.api.Test;

class FlameExpressionTest {

    @Test
    void fieldsGoToTheirPlaces() {
        HeadShape shape =
                HeadModel.open(Goldens.path("pose/flame/generic_model.pkl")).meanShape();
        shape.expression()[0] = 0.5;
        shape.expression()[49] = -2;
        shape.expression()[50] = 1.5; // the jaw, in fifths of a radian
        float[] expected = new float[55];
        expected[0] = 0.5f;
        expected[49] = -2;
        expected[52] = 0.3f;
        assertArrayEquals(expected, FlameExpression.of(shape), 1e-6f);
    }

    @Test
    void aJawDoesNotOpenBackwards() {
        double[] fields = new double[51];
        fields[50] = -1;
        assertEquals(0, FlameExpression.of(new HeadShape(new double[100], fields))[52]);
    }

    @Test
    void anotherHeadsFieldsAreAMistakeOfTheCaller() {
        HeadShape other = new HeadShape(new double[4], new double[6]);
        assertThrows(IllegalArgumentException.class, () -> FlameExpression.of(other));
    }
}
