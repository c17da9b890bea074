package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user who chooses OpenVINO. */
class OpenVinoCommandsTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    @BeforeAll
    static void install() {
        InstalledWheels.needOpenVino();
    }

    @AfterAll
    static void close() {
        Arc2FaceOptions.load(RUNNER.context()).reset();
        RUNNER.close();
    }

    @Test
    void theRecipeNamesTheProcessorAndTheLibrary() {
        Arc2FaceOptions options = Arc2FaceOptions.load(RUNNER.context());
        options.setInput("device", Device.OPENVINO_CPU.label());
        options.run();
        assertNull(options.getCancelReason());
        ImagePlus pictures = (ImagePlus)
                RUNNER.succeed(GenerateFaces.class, "image", CommandRunner.astronaut(), "sampler", "LCM", "count", 1)
                        .getOutput("pictures");
        Recipe recipe = WrittenRecipe.parse(pictures.getInfoProperty()).recipe();
        assertEquals("OpenVINO (Intel CPU)", recipe.device());
        assertEquals(Device.OPENVINO_CPU.card(), Optional.of(recipe.card()));
        assertEquals("onnxruntime-ep-openvino-1.8.1", recipe.provider());
    }

    @Test
    void theCheckTimesItAndNamesTheFastest() {
        ResultsTable table =
                (ResultsTable) RUNNER.succeed(CheckInstallation.class).getOutput("table");
        String found = "";
        for (int row = 0; row < table.size(); row++) {
            String check = table.getStringValue("Check", row);
            if (check.startsWith("OpenVINO") || check.equals("CPU") || check.equals("Fastest device")) {
                found += check + ": " + table.getStringValue("Finding", row) + "\n";
            }
        }
        System.out.println(found);
        String card = Device.OPENVINO_CPU.card().orElseThrow();
        assertTrue(found.contains("OpenVINO (Intel CPU): works: " + card + "; float32, "), found);
        assertTrue(found.contains("Fastest device: "), found);
    }
}
