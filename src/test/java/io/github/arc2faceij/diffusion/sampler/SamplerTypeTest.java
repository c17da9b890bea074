package io.github.arc2faceij.diffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.TorchCpuNoise;
import io.github.arc2faceij.models.ModelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerTypeTest {

    private static final Schedule SCHEDULE = new Schedule(0.00085, 0.012, false);
    private static final Denoiser IDENTITY = (latents, timestep, progress) -> latents;

    @ParameterizedTest
    @EnumSource(SamplerType.class)
    void labelsLeadBack(SamplerType type) {
        assertEquals(type, SamplerType.byLabel(type.label().toLowerCase()));
    }

    @Test
    void anUnknownLabelListsTheChoices() {
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> SamplerType.byLabel("Heun"));
        assertEquals(
                "There is no sampler \"Heun\". Choose one of"
                        + " DPM++ 2M, DPM++ 2M Karras, Euler a, Euler, DDIM, LCM, UniPC.",
                thrown.getMessage());
    }

    @ParameterizedTest
    @EnumSource(SamplerType.class)
    void usuallyThereAre25StepsAndGuidanceButForLcm(SamplerType type) {
        boolean distilled = type == SamplerType.LCM;
        assertEquals(distilled, type.needsDistilledModel());
        assertEquals(distilled ? 4 : 25, type.usualSteps());
        assertEquals(distilled ? 1 : 3, type.usualGuidance(ModelKind.ARC2FACE));
        assertEquals(distilled ? 1 : 7.5, type.usualGuidance(ModelKind.STABLE_DIFFUSION));
    }

    @ParameterizedTest
    @EnumSource(SamplerType.class)
    void theMostStepsStillFallInEveryStepAndStayFinite(SamplerType type) {
        Sampler sampler = type.sampler(SCHEDULE, type.maxSteps());
        NoiseLevels levels = sampler.levels();
        for (int step = 0; step < levels.steps(); step++) {
            assertTrue(levels.sigma(step + 1) < levels.sigma(step), "step " + step);
        }
        TorchCpuNoise noise = new TorchCpuNoise(3);
        Tensor end = sampler.sample(IDENTITY, sampler.start(noise.normal(1, 4, 2, 2)), noise, Progress.NONE);
        for (float value : end.data()) {
            assertTrue(Float.isFinite(value));
        }
    }

    @ParameterizedTest
    @EnumSource(SamplerType.class)
    void oneStepIsEnough(SamplerType type) {
        assertEquals(1, type.sampler(SCHEDULE, 1).levels().steps());
    }

    @ParameterizedTest
    @EnumSource(SamplerType.class)
    void imageToImageTakesTheLastSteps(SamplerType type) {
        NoiseLevels whole = type.sampler(SCHEDULE, 10).levels();
        NoiseLevels part = type.sampler(SCHEDULE, 10, 0.45).levels();
        assertEquals(4, part.steps());
        assertEquals(whole.timestep(6), part.timestep(0));
        assertEquals(whole.sigma(10), part.sigma(4));
    }

    @Test
    void aStrengthThatLeavesNoStepIsRefused() {
        Arc2FaceException thrown =
                assertThrows(Arc2FaceException.class, () -> SamplerType.DPMPP_2M.sampler(SCHEDULE, 4, 0.2));
        assertEquals(
                "With the strength 0.2 and 4 steps, no step is left to take. Give a strength of at least 0.25, or more steps.",
                thrown.getMessage());
    }

    @Test
    void progressNamesEveryStepAndMayStopTheRun() {
        List<String> reported = new ArrayList<>();
        Progress progress = (task, fraction) -> {
            reported.add(task + " " + fraction);
            if (reported.size() == 3) {
                throw new CancellationException();
            }
        };
        Sampler sampler = SamplerType.EULER.sampler(SCHEDULE, 4);
        Tensor start = Tensor.zeros(1, 4, 2, 2);
        assertThrows(
                CancellationException.class, () -> sampler.sample(IDENTITY, start, new TorchCpuNoise(0), progress));
        assertEquals(List.of("Denoising 1/4 0.0", "Denoising 2/4 0.25", "Denoising 3/4 0.5"), reported);
    }
}
