package io.github.arc2faceij.pose;

/**
 * The expression of a fitted FLAME head as SMIRK (Retsinas et al. 2024, arXiv 2404.04104) writes it: 50 coefficients of
 * FLAME's expression, 2 of eyelids, 3 of the jaw's rotation vector in radians. Landmarks tell neither how far lids that
 * FLAME does not have are closed nor a jaw's turn to the side: these are 0. A jaw does not open backwards.
 */
public final class FlameExpression {

    private static final int COEFFICIENTS = 50;
    private static final int EYELIDS = 2;
    private static final int JAW = 3;

    private FlameExpression() {}

    /**
     * @param shape a head of FLAME, as {@link HeadModel#open} opens it: 50 fields of expression and the jaw's opening
     * @return 55 numbers
     * @throws IllegalArgumentException when it is another head's
     */
    public static float[] of(HeadShape shape) {
        double[] fields = shape.expression();
        if (fields.length != COEFFICIENTS + 1) {
            throw new IllegalArgumentException("not the expression of FLAME: " + fields.length + " fields");
        }
        float[] numbers = new float[COEFFICIENTS + EYELIDS + JAW];
        for (int i = 0; i < COEFFICIENTS; i++) {
            numbers[i] = (float) fields[i];
        }
        numbers[COEFFICIENTS + EYELIDS] = (float) Math.max(0, FlameJaw.ANGLE * fields[COEFFICIENTS]);
        return numbers;
    }
}
