package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.noise.NoiseSource;
import io.github.arc2faceij.diffusion.sampler.SamplerType;

/**
 * How many pictures to make and how. The same sampling of the same model and conditions gives the same pictures.
 *
 * @param count how many pictures
 * @param steps how often the model sees the pictures
 * @param guidance how far to go from the empty prompt past the identity's; up to 1 there is no guidance, and half the
 *     work
 * @param sampler how to step
 * @param seed of the noise, the first picture's if each has its own
 * @param noise which kind of generator draws it
 * @param width in pixels, a multiple of what the model's autoencoder asks for (8)
 * @param height in pixels, the same
 * @param speed whether pictures may differ a little to be made sooner
 * @param generators whether each picture has one of its own
 */
public record Sampling(
        int count,
        int steps,
        double guidance,
        SamplerType sampler,
        long seed,
        Noise noise,
        int width,
        int height,
        Speed speed,
        Generators generators) {

    private static final int MAX_COUNT = 1000;
    private static final double MAX_GUIDANCE = 30;
    private static final int MIN_SIZE = 8;
    private static final int MAX_SIZE = 4096;

    /**
     * @param count 1..1000
     * @param steps 1..{@link SamplerType#maxSteps}
     * @param guidance 0..30
     * @param sampler how to step
     * @param seed 0..{@link Noise#maxSeed}
     * @param noise which generator
     * @param width 8..4096
     * @param height 8..4096
     * @param speed that goes with the steps, the guidance and the sampler
     * @param generators such that the last picture's seed is within the range, too
     * @throws Arc2FaceException when a number is out of its range, naming it and the range
     */
    public Sampling {
        check(
                count >= 1 && count <= MAX_COUNT,
                Counted.of(count, "picture", "pictures") + " cannot be made at once",
                1,
                MAX_COUNT);
        check(
                steps >= 1 && steps <= sampler.maxSteps(),
                "The sampler " + sampler.label() + " cannot take " + Counted.of(steps, "step", "steps"),
                1,
                sampler.maxSteps());
        check(guidance >= 0 && guidance <= MAX_GUIDANCE, "The guidance cannot be " + guidance, 0, (int) MAX_GUIDANCE);
        check(
                seed >= 0 && seed <= noise.maxSeed(),
                "The seed " + seed + " cannot be used with " + noise.label() + " noise",
                0,
                noise.maxSeed());
        long maxFirst = noise.maxSeed() - generators.number(count) + 1;
        check(
                seed <= maxFirst,
                count + " pictures from the seed " + seed + " on need seeds that cannot be used with " + noise.label()
                        + " noise",
                0,
                maxFirst);
        check(
                Math.min(width, height) >= MIN_SIZE && Math.max(width, height) <= MAX_SIZE,
                "Pictures cannot be " + width + " x " + height + " pixels",
                MIN_SIZE,
                MAX_SIZE);
        speed.check(steps, guidance, sampler);
    }

    /**
     * Exact pictures, each with a generator of its own.
     *
     * @param count 1..1000
     * @param steps 1..{@link SamplerType#maxSteps}
     * @param guidance 0..30
     * @param sampler how to step
     * @param seed 0..{@link Noise#maxSeed}
     * @param noise which generator
     * @param width 8..4096
     * @param height 8..4096
     * @throws Arc2FaceException when a number is out of its range, naming it and the range
     */
    public Sampling(
            int count, int steps, double guidance, SamplerType sampler, long seed, Noise noise, int width, int height) {
        this(count, steps, guidance, sampler, seed, noise, width, height, Speed.EXACT, Generators.PER_PICTURE);
    }

    /**
     * @param other a speed
     * @return the same at that speed
     * @throws Arc2FaceException when it does not go with the steps, the guidance or the sampler
     */
    public Sampling withSpeed(Speed other) {
        return new Sampling(count, steps, guidance, sampler, seed, noise, width, height, other, generators);
    }

    /**
     * @param other whose stream of noise each picture gets
     * @return the same with these generators
     * @throws Arc2FaceException when the last picture's seed is out of the range
     */
    public Sampling withGenerators(Generators other) {
        return new Sampling(count, steps, guidance, sampler, seed, noise, width, height, speed, other);
    }

    /**
     * @param what a picture that goes with those to make, for the message
     * @param otherWidth of it in pixels
     * @param otherHeight of it in pixels
     * @throws Arc2FaceException when it has another size
     */
    public void checkSize(String what, int otherWidth, int otherHeight) {
        if (otherWidth != width || otherHeight != height) {
            throw new Arc2FaceException("The " + what + " is " + otherWidth + " x " + otherHeight
                    + " pixels, but the pictures to make are " + width + " x " + height + ". Make them the same size.");
        }
    }

    /** @return the noise of these pictures, from its start */
    NoiseSource noiseSource() {
        return generators.source(noise, seed, count);
    }

    private static void check(boolean holds, String otherwise, long from, long to) {
        if (!holds) {
            throw new Arc2FaceException(otherwise + ". Give " + from + " to " + to + ".");
        }
    }
}
