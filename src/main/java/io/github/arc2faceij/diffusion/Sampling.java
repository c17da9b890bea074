package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;

/**
 * How many pictures to make and how. The same sampling of the same model and conditions gives the same pictures.
 *
 * @param count how many pictures; the noise of all is drawn at once
 * @param steps how often the model sees the pictures
 * @param guidance how far to go from the empty prompt past the identity's; up to 1 there is no guidance, and half the
 *     work
 * @param sampler how to step
 * @param seed of the noise
 * @param noise which generator draws it
 * @param width in pixels, a multiple of what the model's autoencoder asks for (8)
 * @param height in pixels, the same
 * @param speed whether pictures may differ a little to be made sooner
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
        Speed speed) {

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
     * @throws Arc2FaceException when a number is out of its range, naming it and the range
     */
    public Sampling {
        check(count >= 1 && count <= MAX_COUNT, count + " pictures cannot be made at once", 1, MAX_COUNT);
        check(
                steps >= 1 && steps <= sampler.maxSteps(),
                "The sampler " + sampler.label() + " cannot take " + steps + " steps",
                1,
                sampler.maxSteps());
        check(guidance >= 0 && guidance <= MAX_GUIDANCE, "The guidance cannot be " + guidance, 0, (int) MAX_GUIDANCE);
        check(
                seed >= 0 && seed <= noise.maxSeed(),
                "The seed " + seed + " is not one that " + noise.label() + " noise tells from others",
                0,
                noise.maxSeed());
        check(
                Math.min(width, height) >= MIN_SIZE && Math.max(width, height) <= MAX_SIZE,
                "Pictures cannot be " + width + " x " + height + " pixels",
                MIN_SIZE,
                MAX_SIZE);
        speed.check(steps, guidance, sampler);
    }

    /**
     * Pictures as the reference makes them.
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
        this(count, steps, guidance, sampler, seed, noise, width, height, Speed.EXACT);
    }

    /**
     * @param other a speed
     * @return the same at that speed
     * @throws Arc2FaceException when it does not go with the steps, the guidance or the sampler
     */
    public Sampling withSpeed(Speed other) {
        return new Sampling(count, steps, guidance, sampler, seed, noise, width, height, other);
    }

    private static void check(boolean holds, String otherwise, long from, long to) {
        if (!holds) {
            throw new Arc2FaceException(otherwise + ". Give " + from + " to " + to + ".");
        }
    }
}
