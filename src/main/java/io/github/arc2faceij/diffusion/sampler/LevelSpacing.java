package io.github.arc2faceij.diffusion.sampler;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Which of a schedule's noise levels a run of so many steps visits, as the schedulers of diffusers 0.29.2 choose them
 * when made from Stable Diffusion 1.5's configuration.
 */
final class LevelSpacing {

    private static final double KARRAS_RHO = 7;
    private static final int DISTILLATION_STEPS = 50;
    private static final int STEPS_OFFSET = 1;

    private LevelSpacing() {}

    /** Whole timesteps evenly from the last to, but without, 0; then no noise (DPMSolverMultistep, UniPCMultistep). */
    static NoiseLevels linspace(Schedule schedule, int steps) {
        double stride = (Schedule.TIMESTEPS - 1) / (double) steps;
        double[] timesteps = timesteps(steps, step -> Math.rint((steps - step) * stride));
        return levels(schedule, timesteps, 0);
    }

    /** Timesteps evenly from the last to 0, not rounded; then no noise (EulerDiscrete, EulerAncestralDiscrete). */
    static NoiseLevels fractional(Schedule schedule, int steps) {
        double stride = steps == 1 ? 0 : (Schedule.TIMESTEPS - 1) / (steps - 1.0);
        double[] timesteps = timesteps(steps, step -> (float) ((steps - 1 - step) * stride));
        return levels(schedule, timesteps, 0);
    }

    /** Evenly in sigma^(1/7) (Karras et al. 2022, equation 5); then no noise (DPMSolverMultistep). */
    static NoiseLevels karras(Schedule schedule, int steps) {
        double start = Math.pow(schedule.sigma(Schedule.TIMESTEPS - 1.0), 1 / KARRAS_RHO);
        double end = Math.pow(schedule.sigma(0), 1 / KARRAS_RHO);
        double stride = steps == 1 ? 0 : 1 / (steps - 1.0);
        double[] sigmas = timesteps(steps, step -> Math.pow(start + step * stride * (end - start), KARRAS_RHO));
        double[] timesteps = timesteps(steps, step -> Math.rint(schedule.timestep(sigmas[step])));
        return levels(timesteps, sigmas, 0);
    }

    /** Whole timesteps evenly from the offset upwards, noisiest first; then the schedule's own end (DDIM). */
    static NoiseLevels leading(Schedule schedule, int steps) {
        int stride = Schedule.TIMESTEPS / steps;
        double[] timesteps = timesteps(steps, step -> (steps - 1.0 - step) * stride + STEPS_OFFSET);
        return levels(schedule, timesteps, schedule.lastSigma());
    }

    /** Evenly among the 50 timesteps that latent consistency models are distilled at; then no noise (LCM). */
    static NoiseLevels distilled(Schedule schedule, int steps) {
        int stride = Schedule.TIMESTEPS / DISTILLATION_STEPS;
        double skip = (double) DISTILLATION_STEPS / steps;
        double[] timesteps = timesteps(steps, step -> (DISTILLATION_STEPS - Math.floor(step * skip)) * stride - 1);
        return levels(schedule, timesteps, 0);
    }

    private static NoiseLevels levels(Schedule schedule, double[] timesteps, double lastSigma) {
        return levels(timesteps, timesteps(timesteps.length, step -> schedule.sigma(timesteps[step])), lastSigma);
    }

    private static NoiseLevels levels(double[] timesteps, double[] sigmas, double lastSigma) {
        float[] all = new float[sigmas.length + 1];
        for (int step = 0; step < sigmas.length; step++) {
            all[step] = (float) sigmas[step];
        }
        all[sigmas.length] = (float) lastSigma;
        return new NoiseLevels(timesteps, all);
    }

    private static double[] timesteps(int steps, IntToDoubleFunction timestep) {
        return IntStream.range(0, steps).mapToDouble(timestep).toArray();
    }
}
