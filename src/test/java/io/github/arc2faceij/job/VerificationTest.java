package io.github.arc2faceij.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.face.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Rates of pairs whose cosines are known. */
class VerificationTest {

    @Test
    void ratesAreSharesOfPairs() {
        Verification pairs = new Verification(
                new double[] {0.1, 0.5, 0.7, 0.9},
                DoubleStream.iterate(-0.5, x -> x + 0.1).limit(10).toArray());
        // between: -0.5 ... 0.4; one in ten may be accepted, so the threshold lies above 0.3
        assertEquals(0.75, pairs.trueAccepts(0.1));
        assertEquals(0.75, pairs.trueAccepts(0));
        assertEquals(1, pairs.trueAccepts(0.5));
        double[][] roc = pairs.roc();
        assertArrayEquals(new double[] {0, 0}, roc[0]);
        assertArrayEquals(new double[] {1, 1}, roc[roc.length - 1]);
        for (int i = 1; i < roc.length; i++) {
            assertTrue(roc[i][0] >= roc[i - 1][0] && roc[i][1] >= roc[i - 1][1]);
        }
    }

    @Test
    void pairsAreOfOnePersonOrOfTwo() {
        List<ReportData.Found> found = new ArrayList<>();
        for (int person = 0; person < 4; person++) {
            for (int i = 0; i < 3; i++) {
                float[] vector = new float[Identity.LENGTH];
                vector[person] = 1;
                vector[100 + 3 * person + i] = 1;
                found.add(new ReportData.Found(person, Identity.ofEmbedding(vector, "ab".repeat(32))));
            }
        }
        Verification pairs = Verification.of(found);
        assertArrayEquals(
                new double[12],
                DoubleStream.of(pairs.within()).map(x -> x - 0.5).toArray(),
                1e-6);
        assertEquals(0, DoubleStream.of(pairs.between()).max().orElseThrow());
        assertTrue(pairs.between().length > 100_000);
    }
}
