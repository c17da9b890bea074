package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.models.PublishedLayout;
import io.github.arc2faceij.weights.Goldens;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/** Commands with a model folder that has InsightFace's networks. */
class InsightFaceCommandsTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @BeforeEach
    void choose() throws Exception {
        PublishedLayout.fillWithFaceNetworks(folder);
        var options = RUNNER.context().service(CommandService.class).getCommand(Arc2FaceOptions.class);
        RUNNER.context()
                .service(ModuleService.class)
                .run(options, true, "model", folder.toString())
                .get();
    }

    @AfterEach
    void forget() {
        RUNNER.succeed(ReleaseMemory.class); // Windows deletes no open file
        Arc2FaceOptions.load(RUNNER.context()).reset();
        ResultsTable.getResultsTable().reset();
    }

    /** The angles are those of golden/face/analysis. */
    @Test
    void theTableTellsHowFacesAreTurned() {
        ImagePlus scene =
                IJ.openImage(Goldens.path("face/images/scene_900x500.png").toString());
        ResultsTable table = (ResultsTable) RUNNER.succeed(DetectFaces.class, "image", scene, "confidence", 0.5)
                .getOutput("table");
        assertEquals(6, table.size());
        assertTrue(List.of(table.getHeadings()).containsAll(List.of("Score", "Pitch", "Yaw", "Roll")));
        assertEquals(18.427, table.getValue("Pitch", 0), 0.01);
        assertEquals(-9.917, table.getValue("Yaw", 0), 0.01);
        assertEquals(16.311, table.getValue("Roll", 0), 0.01);
    }
}
