package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How steps are measured, and what is expected of the next ones. */
class StepTimesTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    /** A model that no other test measures. */
    private final Settings settings = new Settings(UUID.randomUUID().toString(), Device.CPU);

    private final StepTimes times = new StepTimes(RUNNER.context(), settings);

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void theClockCountsFromTheFirstStepsEnd() {
        long[] now = {0};
        StepClock clock = new StepClock(Progress.NONE, () -> now[0]);
        for (long time : new long[] {90_000_000_000L, 92_000_000_000L, 96_000_000_000L}) {
            assertEquals(time == 96_000_000_000L, clock.secondsPerStep().isPresent());
            now[0] = time;
            clock.sketch(List::of);
        }
        assertEquals(3, clock.secondsPerStep().orElseThrow());
    }

    @Test
    void whatWasNotMeasuredIsUnknown() {
        times.remember(sampling(4, 25, 3, 512), 8);
        assertEquals(OptionalDouble.empty(), times.estimate(sampling(4, 25, 1, 512), 1), "half the work");
        assertEquals(OptionalDouble.empty(), times.estimate(sampling(4, 25, 3, 768), 1));
        Settings gpu = new Settings(settings.model(), Device.CUDA);
        assertEquals(OptionalDouble.empty(), new StepTimes(RUNNER.context(), gpu).estimate(sampling(4, 25, 3, 512), 1));
    }

    @Test
    void theEstimateGrowsWithStepsPicturesAndFrames() {
        times.remember(sampling(4, 25, 3, 512), 8);
        double one = times.estimate(sampling(1, 10, 3, 512), 1).orElseThrow();
        assertTrue(one >= 20 && one < 25, "10 steps of 2 s, prompts and decoding: " + one);
        assertEquals(6 * one, times.estimate(sampling(3, 10, 3, 512), 2).orElseThrow(), 1e-9);
    }

    private static Sampling sampling(int count, int steps, double guidance, int size) {
        return new Sampling(count, steps, guidance, SamplerType.DPMPP_2M, 42, Noise.CPU, size, size);
    }
}
