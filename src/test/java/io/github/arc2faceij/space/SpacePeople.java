package io.github.arc2faceij.space;

import io.github.arc2faceij.face.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** People for tests: drawn around a mean along known axes. */
final class SpacePeople {

    static final String RECOGNISER = "0123456789abcdef".repeat(4);
    static final String OTHER_RECOGNISER = "fedcba9876543210".repeat(4);

    private SpacePeople() {}

    /** Returns people of mean direction e0 who differ along e1, e2, ... by these deviations. */
    static List<Identity> people(int count, long seed, double... deviations) {
        Random random = new Random(seed);
        List<Identity> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[Identity.LENGTH];
            vector[0] = 1;
            for (int axis = 0; axis < deviations.length; axis++) {
                vector[axis + 1] = (float) (deviations[axis] * random.nextGaussian());
            }
            people.add(Identity.ofEmbedding(vector, RECOGNISER));
        }
        return people;
    }

    static Identity basis(int axis) {
        float[] vector = new float[Identity.LENGTH];
        vector[axis] = 1;
        return new Identity(vector, RECOGNISER, 1);
    }

    /** Returns a space of that many axes of the same deviation around the mean e0 / 2. */
    static FaceSpace space(int axes, double deviation) {
        double[][] rows = new double[axes][Identity.LENGTH];
        double[] deviations = new double[axes];
        for (int i = 0; i < axes; i++) {
            rows[i][i + 1] = 1;
            deviations[i] = deviation;
        }
        double[] mean = new double[Identity.LENGTH];
        mean[0] = 0.5;
        return new FaceSpace(mean, rows, deviations, axes * deviation * deviation, 2 * axes + 1, 4, RECOGNISER);
    }
}
