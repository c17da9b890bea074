package io.github.arc2faceij.job;

import java.util.Random;

/** From which a number of each picture is drawn. */
@FunctionalInterface
interface Distribution {

    /**
     * @param random whose next numbers are taken
     * @return a number
     */
    double draw(Random random);

    /**
     * Reads a number, {"uniform": [from, to]}, {"normal": [mean, deviation]} or {"values": [one, another]}.
     *
     * @param keys that have it
     * @param key its name
     * @param from the least number that may be drawn
     * @param to the largest one; what a normal distribution gives beyond is drawn again
     */
    static Distribution read(JobKeys keys, String key, double from, double to) {
        if (keys.isNumber(key)) {
            double number = keys.number(key, 0, from, to);
            return random -> number;
        }
        JobKeys object = keys.object(key);
        Distribution distribution = of(object, keys, key, from, to);
        object.end();
        return distribution;
    }

    private static Distribution of(JobKeys object, JobKeys parent, String key, double from, double to) {
        boolean isUniform = object.has("uniform");
        boolean isNormal = object.has("normal");
        boolean isValues = object.has("values");
        if (isUniform && !isNormal && !isValues) {
            double[] ends = object.numbers("uniform", from, to);
            object.require(ends.length == 2 && ends[0] <= ends[1], "uniform", "[from, to]");
            return random -> ends[0] + (ends[1] - ends[0]) * random.nextDouble();
        }
        if (isNormal && !isUniform && !isValues) {
            double[] numbers = object.numbers("normal", Math.min(0, from), to);
            boolean fits = numbers.length == 2 && numbers[0] >= from && numbers[1] >= 0;
            object.require(fits, "normal", "[mean, deviation], the mean within the range and the deviation 0 or more,");
            return random -> normal(random, numbers, from, to);
        }
        if (isValues && !isUniform && !isNormal) {
            double[] values = object.numbers("values", from, to);
            return random -> values[random.nextInt(values.length)];
        }
        throw parent.wrong(
                key,
                "a number, or an object with one of \"uniform\": [from, to], \"normal\": [mean, deviation] and \"values\":"
                        + " [...]");
    }

    /** The mean is in the range, so at least a part of the draws is. */
    private static double normal(Random random, double[] numbers, double from, double to) {
        double drawn;
        do {
            drawn = numbers[0] + numbers[1] * random.nextGaussian();
        } while (drawn < from || drawn > to);
        return drawn;
    }
}
