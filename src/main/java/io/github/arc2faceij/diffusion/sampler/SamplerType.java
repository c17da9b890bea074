package io.github.arc2faceij.diffusion.sampler;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.models.ModelKind;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The samplers that a dialog offers, each with the noise levels that its scheduler in diffusers 0.29.2 visits when made
 * from Stable Diffusion 1.5's configuration.
 */
public enum SamplerType {

    /** {@code DPMSolverMultistepScheduler}, what Arc2Face's authors use. */
    DPMPP_2M("DPM++ 2M", 999, LevelSpacing::linspace, DpmSolver2M::new),

    /** {@code DPMSolverMultistepScheduler} with {@code use_karras_sigmas}. */
    DPMPP_2M_KARRAS("DPM++ 2M Karras", 1000, LevelSpacing::karras, DpmSolver2M::new),

    /** {@code EulerAncestralDiscreteScheduler}: draws fresh noise in every step. */
    EULER_A("Euler a", 1000, LevelSpacing::fractional, levels -> new EulerSampler(levels, true)),

    /** {@code EulerDiscreteScheduler}. */
    EULER("Euler", 1000, LevelSpacing::fractional, levels -> new EulerSampler(levels, false)),

    /** {@code DDIMScheduler} with eta 0. */
    DDIM("DDIM", 999, LevelSpacing::leading, Ddim::new),

    /** {@code LCMScheduler}, for models distilled by LCM-LoRA: 2 to 4 steps, guidance 1. */
    LCM("LCM", 50, 4, true, LevelSpacing::distilled, Lcm::new),

    /** {@code UniPCMultistepScheduler}. */
    UNIPC("UniPC", 999, LevelSpacing::linspace, UniPc::new);

    private final String label;
    private final int maxSteps;
    private final int usualSteps;
    private final boolean needsDistilledModel;
    private final BiFunction<Schedule, Integer, NoiseLevels> spacing;
    private final Function<NoiseLevels, Sampler> factory;

    /** Steps are those of Arc2Face's authors. */
    SamplerType(
            String label,
            int maxSteps,
            BiFunction<Schedule, Integer, NoiseLevels> spacing,
            Function<NoiseLevels, Sampler> factory) {
        this(label, maxSteps, 25, false, spacing, factory);
    }

    SamplerType(
            String label,
            int maxSteps,
            int usualSteps,
            boolean needsDistilledModel,
            BiFunction<Schedule, Integer, NoiseLevels> spacing,
            Function<NoiseLevels, Sampler> factory) {
        this.label = label;
        this.maxSteps = maxSteps;
        this.usualSteps = usualSteps;
        this.needsDistilledModel = needsDistilledModel;
        this.spacing = spacing;
        this.factory = factory;
    }

    /** @return the name in dialogs, macros and recipes */
    public String label() {
        return label;
    }

    /**
     * @param kind of model
     * @return the sampler where nobody asks for another: that of the authors of Arc2Face and of FaceStudio
     */
    public static SamplerType usual(ModelKind kind) {
        return kind == ModelKind.FACESTUDIO ? EULER_A : DPMPP_2M;
    }

    /** @return the most steps that the sampler can take: its scheduler has no more noise levels */
    public int maxSteps() {
        return maxSteps;
    }

    /** @return the steps to take where nobody asks for another number: what Arc2Face's authors take, and 4 for LCM */
    public int usualSteps() {
        return usualSteps;
    }

    /**
     * @param kind of model
     * @return the guidance where nobody asks for another: what is usual for the kind, and for LCM none, which is 1
     */
    public double usualGuidance(ModelKind kind) {
        return needsDistilledModel ? 1 : kind.usualGuidance();
    }

    /** @return whether the model must be distilled for few steps, by its LCM-LoRA or by itself */
    public boolean needsDistilledModel() {
        return needsDistilledModel;
    }

    /**
     * @param schedule the noise that the model was trained with
     * @param steps 1..{@link #maxSteps()}
     * @return a sampler for one run from noise alone
     */
    public Sampler sampler(Schedule schedule, int steps) {
        return factory.apply(spacing.apply(schedule, steps));
    }

    /**
     * @param schedule the noise that the model was trained with
     * @param steps 1..{@link #maxSteps()}, of which the run takes the last floor(steps * strength)
     * @param strength how much of a picture's latents the noise hides at the start, 0..1
     * @return a sampler for one run of image-to-image
     * @throws Arc2FaceException when no step is left
     */
    public Sampler sampler(Schedule schedule, int steps, double strength) {
        int taken = (int) Math.min(steps * strength, steps);
        if (taken < 1) {
            throw new Arc2FaceException("With the strength " + strength + " and " + steps
                    + " steps, no step is left to take. Give a strength of at least " + 1.0 / steps
                    + ", or more steps.");
        }
        return factory.apply(spacing.apply(schedule, steps).last(taken));
    }

    /**
     * @param label any text
     * @return whether {@link #byLabel} finds a sampler
     */
    public static boolean isLabel(String label) {
        return Labels.find(values(), SamplerType::label, label).isPresent();
    }

    /**
     * @param label a name as in {@link #label()}, in any case
     * @return the sampler of that name
     * @throws Arc2FaceException when there is none, with the names that there are
     */
    public static SamplerType byLabel(String label) {
        return Labels.choose("sampler", values(), SamplerType::label, label);
    }
}
