package io.github.arc2faceij.diffusion.noise;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import java.util.stream.IntStream;

/** Whose stream of noise each of several pictures gets, as diffusers 0.29.2's {@code randn_tensor} takes generators. */
public enum Generators {

    /**
     * A list of generators, seeded seed, seed + 1, ...: picture k of a seed is picture 0 of seed + k, however many pictures
     * are made with it.
     */
    PER_PICTURE("One per picture"),

    /** A single generator: the noise of all pictures is drawn at once, so it changes with their number. */
    SHARED("One for all");

    private final String label;

    Generators(String label) {
        this.label = label;
    }

    /** @return the name in dialogs, macros and recipes */
    public String label() {
        return label;
    }

    /**
     * @param count pictures, 1 at least
     * @return how many generators draw their noise
     */
    public int number(int count) {
        return this == PER_PICTURE ? count : 1;
    }

    /**
     * @param seed of the first picture
     * @param index of a picture, from 0
     * @return the seed of the generator that draws its noise
     */
    public long seed(long seed, int index) {
        return this == PER_PICTURE ? seed + index : seed;
    }

    /**
     * @param noise which kind of generator
     * @param seed of the first picture, such that none passes {@link Noise#maxSeed()}
     * @param count pictures
     * @return a stream at its start; with several generators, the first axis of what is drawn must be the pictures
     */
    public NoiseSource source(Noise noise, long seed, int count) {
        return number(count) == 1
                ? noise.source(seed)
                : new PictureNoise(IntStream.range(0, count)
                        .mapToObj(i -> noise.source(seed(seed, i)))
                        .toList());
    }

    /**
     * @param label a name as in {@link #label()}, in any case
     * @return the generators of that name
     * @throws Arc2FaceException when there are none, with the names that there are
     */
    public static Generators byLabel(String label) {
        return Labels.choose("choice of generators", values(), Generators::label, label);
    }
}
