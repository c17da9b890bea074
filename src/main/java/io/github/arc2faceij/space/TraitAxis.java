package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.face.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The direction of face space along which a label changes, such as age or a rated trait (Oosterhof and Todorov 2008,
 * doi:10.1073/pnas.0805664105): label = intercept + direction . identity, by ridge regression on the identities' coordinates
 * (scores x deviations; Hoerl and Kennard 1970, doi:10.1080/00401706.1970.10488634). The penalty is that of eleven, 1e-4 to
 * 1 of the sum of squares in equal steps of the logarithm, with the least generalised cross-validation score (Golub, Heath
 * and Wahba 1979, doi:10.1080/00401706.1979.10489751).
 *
 * @param direction [512], change of the label by a step of length 1; its length is the label's steepest slope
 * @param intercept the label of the zero vector
 * @param r2 share of the label's variance that is predicted for faces that were left out: 5 folds, in which mean, axes and
 *     penalty are computed anew. The faces are dealt to the folds in an order shuffled by {@link Random} with seed 0. Below
 *     0 the prediction is worse than the labels' mean
 * @param faces how many had a label
 * @param recogniser SHA-256 of the recogniser's file, 64 lower-case hexadecimal digits
 */
public record TraitAxis(double[] direction, double intercept, double r2, int faces, String recogniser) {

    /** How many folds the cross-validation has. */
    public static final int FOLDS = 5;

    /** The fewest faces with a label: two in each fold. */
    public static final int LEAST_FACES = 2 * FOLDS;

    private static final int PENALTIES = 11;
    private static final double LEAST_PENALTY = 1e-4;

    /** What one regression found. */
    private record Fit(double[] direction, double intercept) {

        double predict(double[] identity) {
            return intercept + Vectors.dot(direction, identity);
        }
    }

    /**
     * @param identities at least {@value #LEAST_FACES}, all of the same recogniser
     * @param labels a number for each
     * @return the label's axis
     * @throws Arc2FaceException when there are too few faces, a label is not finite, or all are the same
     */
    public static TraitAxis of(List<Identity> identities, double[] labels) {
        int n = identities.size();
        if (n != labels.length || n < LEAST_FACES) {
            throw new Arc2FaceException(
                    "An axis from labels needs at least " + LEAST_FACES + " faces with a label, not "
                            + Math.min(n, labels.length) + ". Add faces, or fill the gaps of the table.");
        }
        if (!DoubleStream.of(labels).allMatch(Double::isFinite)
                || DoubleStream.of(labels).distinct().count() < 2) {
            throw new Arc2FaceException("The labels must be numbers that are not all the same, but they lie between "
                    + DoubleStream.of(labels).min().orElseThrow() + " and "
                    + DoubleStream.of(labels).max().orElseThrow() + ". Choose another column.");
        }
        Fit fit = fit(identities, labels);
        return new TraitAxis(
                fit.direction,
                fit.intercept,
                r2(identities, labels),
                n,
                identities.get(0).recogniser());
    }

    /**
     * @param identity of the same recogniser
     * @return the label that it is predicted to have
     * @throws Arc2FaceException when it comes from another recogniser
     */
    public double predict(Identity identity) {
        identity.requireSameRecogniser(recogniser);
        return intercept + Vectors.dot(direction, Vectors.of(identity));
    }

    /**
     * Turns an identity towards or away from the axis, by the least angle there is, until it has another label.
     *
     * @param identity of the same recogniser
     * @param label that it is to be predicted to have
     * @return that identity, with the same norm
     * @throws Arc2FaceException when no identity has that label, with the range of those that there are
     */
    public Identity withLabel(Identity identity, double label) {
        identity.requireSameRecogniser(recogniser);
        double slope = Vectors.length(direction);
        double cosine = (label - intercept) / slope;
        if (!(Math.abs(cosine) < 1)) {
            throw new Arc2FaceException(String.format(
                    Locale.ROOT,
                    "No identity is predicted to have the label %s: as identities have the length 1, theirs lie between"
                            + " %.4g and %.4g. Choose a label in between.",
                    label,
                    intercept - slope,
                    intercept + slope));
        }
        double[] axis = Vectors.times(1 / slope, direction);
        double[] person = Vectors.of(identity);
        double[] rest = Vectors.unit(Vectors.plus(person, -Vectors.dot(person, axis), axis));
        double[] turned = Vectors.plus(Vectors.times(cosine, axis), Math.sqrt(1 - cosine * cosine), rest);
        return Vectors.identity(turned, recogniser, identity.norm());
    }

    /** @return what is to be thought of before the axis is used; empty when there is nothing */
    public String warning() {
        List<String> warnings = new ArrayList<>();
        if (faces < FaceSpace.FEW_FACES) {
            warnings.add("An axis from " + faces + " faces is a rough guess: use " + FaceSpace.FEW_FACES + " or more.");
        }
        if (r2 < 0.1) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The label of faces that were left out is hardly predicted (R2 %.2f): the axis may mean nothing.",
                    r2));
        }
        return String.join(" ", warnings);
    }

    private static double r2(List<Identity> identities, double[] labels) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
        Collections.shuffle(order, new Random(0));
        double error = 0;
        double total = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            List<Integer> learnt = IntStream.range(0, order.size())
                    .filter(i -> i % FOLDS != left)
                    .mapToObj(order::get)
                    .toList();
            double[] known = learnt.stream().mapToDouble(i -> labels[i]).toArray();
            Fit fit = fit(learnt.stream().map(identities::get).toList(), known);
            double mean = DoubleStream.of(known).average().orElseThrow();
            for (int i = fold; i < order.size(); i += FOLDS) {
                double label = labels[order.get(i)];
                double predicted = fit.predict(Vectors.of(identities.get(order.get(i))));
                error += (label - predicted) * (label - predicted);
                total += (label - mean) * (label - mean);
            }
        }
        return total == 0 ? 0 : 1 - error / total;
    }

    private static Fit fit(List<Identity> identities, double[] labels) {
        FaceSpace space = FaceSpace.of(identities);
        double mean = DoubleStream.of(labels).average().orElseThrow();
        double[] centred = DoubleStream.of(labels).map(label -> label - mean).toArray();
        double[] squares = DoubleStream.of(space.deviations())
                .map(deviation -> deviation * deviation * (identities.size() - 1))
                .toArray();
        double[] products = new double[squares.length];
        for (int i = 0; i < centred.length; i++) {
            double[] scores = space.scores(identities.get(i));
            for (int axis = 0; axis < products.length; axis++) {
                products[axis] += centred[i] * scores[axis] * space.deviations()[axis];
            }
        }
        double penalty = penalty(squares, products, centred);
        double[] direction = new double[Identity.LENGTH];
        for (int axis = 0; axis < squares.length; axis++) {
            direction = Vectors.plus(direction, products[axis] / (squares[axis] + penalty), space.axes()[axis]);
        }
        return new Fit(direction, mean - Vectors.dot(direction, space.mean()));
    }

    /** The one with the least n |residual|^2 / (n - 1 - sum of squares / (squares + penalty))^2. */
    private static double penalty(double[] squares, double[] products, double[] labels) {
        double total = Arrays.stream(squares).sum();
        double variance = Vectors.dot(labels, labels);
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < PENALTIES; i++) {
            double penalty = total * Math.pow(LEAST_PENALTY, 1 - i / (PENALTIES - 1.0));
            double residual = variance;
            double free = labels.length - 1.0;
            for (int axis = 0; axis < squares.length; axis++) {
                double share = squares[axis] / (squares[axis] + penalty);
                residual -= products[axis] * products[axis] / squares[axis] * share * (2 - share);
                free -= share;
            }
            double score = residual / (free * free);
            if (score < least || i == 0) {
                least = score;
                best = penalty;
            }
        }
        return best;
    }
}
