package io.github.arc2faceij.face;

import java.util.Random;

/** Identities for tests. */
final class Identities {

    /** SHA-256 of recognisers that do not exist. */
    static final String SOME_RECOGNISER = "0123456789abcdef".repeat(4);

    static final String OTHER_RECOGNISER = "fedcba9876543210".repeat(4);

    private Identities() {}

    static Identity random(long seed) {
        return Identity.ofEmbedding(embedding(seed), SOME_RECOGNISER);
    }

    static float[] embedding(long seed) {
        Random random = new Random(seed);
        float[] embedding = new float[Identity.LENGTH];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) random.nextGaussian();
        }
        return embedding;
    }
}
