package io.github.arc2faceij.diffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final Path SD15 = ModelFolder.bundled().schedulerConfig();

    @Test
    void stableDiffusionsConfigurationGivesItsNoise() {
        Schedule schedule = Schedule.read(SD15);
        assertEquals(14.614646911621094, schedule.sigma(999), 1e-5);
        assertEquals(schedule.sigma(0), schedule.lastSigma());
    }

    @Test
    void aTimestepLeadsToItsSigmaAndBack() {
        Schedule schedule = Schedule.read(SD15);
        assertEquals((schedule.sigma(500) + schedule.sigma(501)) / 2, schedule.sigma(500.5), 1e-7);
        assertEquals(500, schedule.timestep(schedule.sigma(500)), 1e-4);
        assertEquals(0, schedule.timestep(1e-3));
        assertEquals(999, schedule.timestep(100));
    }

    @Test
    void ddimCanEndWithoutNoise(@TempDir Path folder) throws IOException {
        Path file = changed(folder, "\"set_alpha_to_one\": false", "\"set_alpha_to_one\": true");
        assertEquals(0, Schedule.read(file).lastSigma());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"epsilon\" | \"v_prediction\" | prediction_type",
                "\"scaled_linear\" | \"linear\" | beta_schedule",
                "1000 | 500 | num_train_timesteps",
                "0.012 | 1.2 | beta_end",
                "\"beta_start\" | \"beta_begin\" | beta_start",
                "\"trained_betas\": null | \"timestep_spacing\": \"trailing\" | timestep_spacing",
                "\"trained_betas\": null | \"trained_betas\": [0.1] | trained_betas",
                "\"clip_sample\" | \"rescale_betas_zero_snr\": true, \"clip_sample\" | rescale_betas_zero_snr",
            })
    void trainingThatIsNotSupportedIsRefusedByItsField(
            String found, String replaced, String field, @TempDir Path folder) throws IOException {
        Path file = changed(folder, found, replaced);
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> Schedule.read(file));
        assertTrue(thrown.getMessage().contains(file + " has \"" + field + "\""), thrown.getMessage());
    }

    private static Path changed(Path folder, String found, String replaced) throws IOException {
        String text = Files.readString(SD15);
        assertTrue(text.contains(found));
        return Files.writeString(folder.resolve("scheduler_config.json"), text.replace(found, replaced));
    }
}
