package io.github.arc2faceij.commands;

import io.github.arc2faceij.Settings;
import io.github.arc2faceij.diffusion.Sampling;
import java.util.OptionalDouble;
import org.scijava.Context;
import org.scijava.prefs.PrefService;

/** How long a denoising step took the last time: remembered per model, device, size, speed, and with or without guidance. */
final class StepTimes {

    /** Prompts and decoding, on top of the steps. */
    private static final double REST = 1.1;

    private final PrefService preferences;
    private final Settings settings;

    /**
     * @param context of the command that asks
     * @param settings model and device
     */
    StepTimes(Context context, Settings settings) {
        this.preferences = context.service(PrefService.class);
        this.settings = settings;
    }

    /**
     * @param sampling what is to be made
     * @param frames how often
     * @return the seconds that it will take, if such a run was measured on this computer
     */
    OptionalDouble estimate(Sampling sampling, int frames) {
        double seconds = preferences.getDouble(StepTimes.class, key(sampling), 0);
        return seconds > 0
                ? OptionalDouble.of(REST * seconds * sampling.steps() * sampling.count() * frames)
                : OptionalDouble.empty();
    }

    /**
     * @param sampling what was made
     * @param secondsPerStep how long a step of all its pictures took
     */
    void remember(Sampling sampling, double secondsPerStep) {
        preferences.put(StepTimes.class, key(sampling), secondsPerStep / sampling.count());
    }

    /** Preferences have short keys, and models have long paths. */
    private String key(Sampling sampling) {
        return String.join(
                " ",
                Integer.toHexString(settings.model().strip().hashCode()),
                Integer.toHexString(settings.device().toString().hashCode()),
                sampling.width() + "x" + sampling.height(),
                sampling.speed().name(),
                sampling.guidance() > 1 ? "guided" : "unguided");
    }
}
