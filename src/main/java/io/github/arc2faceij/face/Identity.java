package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.Arrays;

/**
 * Who somebody is to a recogniser: the direction of its embedding. Only identities of the same recogniser can be
 * compared or mixed, and a model understands only those of the recogniser that it was trained with.
 *
 * @param vector 512 numbers of unit length; copied
 * @param recogniser SHA-256 of the recogniser's file, 64 lower-case hexadecimal digits
 * @param norm length of the embedding before it was normalised, a measure of the face's quality
 */
public record Identity(float[] vector, String recogniser, double norm) {

    /** How many numbers there are. */
    public static final int LENGTH = 512;

    private static final double UNIT_TOLERANCE = 1e-3;

    /**
     * @param vector 512 numbers of unit length; copied
     * @param recogniser SHA-256 of the recogniser's file, 64 lower-case hexadecimal digits
     * @param norm length of the embedding before it was normalised, a measure of the face's quality
     * @throws Arc2FaceException when the vector has not 512 numbers or not unit length
     */
    public Identity {
        double length = length(vector);
        if (!(Math.abs(length - 1) < UNIT_TOLERANCE)) {
            throw new Arc2FaceException(
                    "An identity has the length 1, not " + length + ". Compute it again from the picture.");
        }
        if (!recogniser.matches("[0-9a-f]{64}")) {
            throw new Arc2FaceException(
                    "'" + recogniser + "' is not the SHA-256 of a recogniser: 64 digits 0..9 and a..f are needed.");
        }
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new Arc2FaceException("The norm of an embedding is a positive number, not " + norm + ".");
        }
        vector = vector.clone();
    }

    /**
     * Normalises what a recogniser answered.
     *
     * @param embedding 512 numbers
     * @param recogniser SHA-256 of the recogniser's file, 64 lower-case hexadecimal digits
     * @return the identity
     * @throws Arc2FaceException when the embedding has another length, is zero, or is not finite
     */
    public static Identity ofEmbedding(float[] embedding, String recogniser) {
        double norm = length(embedding);
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new Arc2FaceException("An embedding of the length " + norm
                    + " is not an identity. The picture may be blank, or a file may be damaged.");
        }
        float[] unit = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            unit[i] = (float) (embedding[i] / norm);
        }
        return new Identity(unit, recogniser, norm);
    }

    /** @return 512 numbers of unit length; a copy */
    @Override
    public float[] vector() {
        return vector.clone();
    }

    /**
     * @param other an identity of the same recogniser
     * @return the cosine similarity, -1..1; 1 is the same direction
     * @throws Arc2FaceException when the other identity comes from another recogniser
     */
    public double cosine(Identity other) {
        requireSameRecogniser(other.recogniser);
        double dot = 0;
        for (int i = 0; i < LENGTH; i++) {
            dot += (double) vector[i] * other.vector[i];
        }
        return Math.max(-1, Math.min(1, dot));
    }

    /**
     * @param wanted SHA-256 of the recogniser's file that is needed
     * @throws Arc2FaceException when this identity comes from another one
     */
    public void requireSameRecogniser(String wanted) {
        if (!recogniser.equals(wanted)) {
            throw new Arc2FaceException("This identity was computed by the recogniser "
                    + RecogniserFile.describe(recogniser)
                    + ", but the model needs one of the recogniser " + RecogniserFile.describe(wanted)
                    + ". Their numbers have nothing in common. Compute it again from the picture with the"
                    + " present model, or choose the model with recogniser " + RecogniserFile.describe(recogniser)
                    + " in Edit > Options > Arc2Face... (install it first if it is not there).");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity that
                && Arrays.equals(vector, that.vector)
                && recogniser.equals(that.recogniser)
                && norm == that.norm;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return "Identity[recogniser=" + RecogniserFile.describe(recogniser) + ", norm=" + norm + "]";
    }

    /** @return of a vector of {@value #LENGTH} numbers */
    static double length(float[] vector) {
        if (vector.length != LENGTH) {
            throw new Arc2FaceException(
                    "An identity has " + LENGTH + " numbers, not " + vector.length + ". Another recogniser is needed.");
        }
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
