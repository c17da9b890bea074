package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;

/** Arithmetic of vectors of 512 numbers, in double precision. */
final class Vectors {

    /** A vector shorter than this has no direction to speak of. */
    private static final double LEAST_LENGTH = 1e-3;

    private Vectors() {}

    static double[] of(Identity identity) {
        float[] vector = identity.vector();
        double[] numbers = new double[vector.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = vector[i];
        }
        return unit(numbers);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double length(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** Returns a + factor b. */
    static double[] plus(double[] a, double factor, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + factor * b[i];
        }
        return sum;
    }

    static double[] times(double factor, double[] a) {
        return plus(new double[a.length], factor, a);
    }

    static double[] unit(double[] a) {
        double length = length(a);
        if (!(length > LEAST_LENGTH) || Double.isInfinite(length)) {
            throw new Arc2FaceException("A sum of identities of the length " + length
                    + " has no direction, so it is nobody. Choose other numbers.");
        }
        return times(1 / length, a);
    }

    static Identity identity(double[] direction, String recogniser, double norm) {
        double[] unit = unit(direction);
        float[] vector = new float[unit.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) unit[i];
        }
        return new Identity(vector, recogniser, norm);
    }
}
