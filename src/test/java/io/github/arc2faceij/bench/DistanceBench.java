package io.github.arc2faceij.bench;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.InventedPeople;
import java.io.IOException;
import java.util.List;

/**
 * What a least distance costs: people of a space of 511 axes of equal deviation, as a good recogniser's is, each at a cosine
 * distance of 0.75 or more from all others.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Xmx4g -cp %classpath io.github.arc2faceij.bench.DistanceBench 1000 10000 100000"
 * }</pre>
 */
public final class DistanceBench {

    private static final double DISTANCE = 0.75;

    private DistanceBench() {}

    /** @param counts how many people, for each line */
    public static void main(String[] counts) throws IOException {
        FaceSpace space = space();
        InventedPeople.draw(space, 1000, DISTANCE, List.of(), 1, Progress.NONE);
        for (String count : counts) {
            Meter meter = new Meter();
            InventedPeople people =
                    InventedPeople.draw(space, Integer.parseInt(count), DISTANCE, List.of(), 1, Progress.NONE);
            meter.print(count + " people of " + people.tried());
        }
    }

    private static FaceSpace space() {
        int axes = Identity.LENGTH - 1;
        double[][] rows = new double[axes][Identity.LENGTH];
        double[] deviations = new double[axes];
        for (int i = 0; i < axes; i++) {
            rows[i][i + 1] = 1;
            deviations[i] = 1;
        }
        double[] mean = new double[Identity.LENGTH];
        mean[0] = 1;
        return new FaceSpace(mean, rows, deviations, axes, 2 * axes, 20, "0".repeat(64));
    }
}
