package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.diffusion.sampler.SamplerType;

/** Whether pictures are made as the reference makes them, or sooner and a little different. */
public enum Speed {

    /** As diffusers does it. */
    EXACT("Exact"),

    /**
     * Guidance acts down to timestep 300 only, while a picture takes shape; below it, every step asks
     * for the prompt alone (Kynkäänniemi et al. 2024, arXiv 2404.07724).
     */
    GUIDANCE_INTERVAL("Guidance interval"),

    /** The UNet's deep blocks run in every third step only, see {@link SkippingUNet}. */
    SKIP_DEEP_BLOCKS("Skip deep blocks");

    private static final double LAST_GUIDED = 300;
    private static final int INTERVAL = 3;

    /** With fewer, neighbouring steps see latents that differ too much. */
    private static final int MIN_STEPS = 10;

    private final String label;

    Speed(String label) {
        this.label = label;
    }

    /** @return the name in dialogs, macros and recipes */
    public String label() {
        return label;
    }

    /**
     * @param label a name as in {@link #label()}, in any case
     * @return the speed of that name
     * @throws Arc2FaceException when there is none, with the names that there are
     */
    public static Speed byLabel(String label) {
        return Labels.choose("speed", values(), Speed::label, label);
    }

    /** @throws Arc2FaceException when a run of these steps would not be faster, or too bad to be of use */
    void check(int steps, double guidance, SamplerType sampler) {
        if (this == GUIDANCE_INTERVAL && guidance <= 1) {
            throw new Arc2FaceException("The speed " + label + " saves no time at guidance " + guidance
                    + ", because there is no guidance then. Choose Exact, or a guidance of more than 1.");
        }
        if (this == SKIP_DEEP_BLOCKS && sampler.needsDistilledModel()) {
            throw new Arc2FaceException("The speed " + label + " cannot be used with the sampler " + sampler.label()
                    + ", because its steps differ too much. Choose Exact.");
        }
        if (this == SKIP_DEEP_BLOCKS && steps < MIN_STEPS) {
            throw new Arc2FaceException("The speed " + label + " needs at least " + MIN_STEPS + " steps, not " + steps
                    + ". With fewer steps, they differ too much. Take more steps, or choose Exact.");
        }
    }

    /** @return the lowest timestep in which guidance acts */
    double lastGuided() {
        return this == GUIDANCE_INTERVAL ? LAST_GUIDED : 0;
    }

    /** @return the network for one run */
    GuidedDenoiser.Network network(ConditionedUNet unet) {
        return this == SKIP_DEEP_BLOCKS ? new SkippingUNet(unet, INTERVAL) : unet;
    }
}
