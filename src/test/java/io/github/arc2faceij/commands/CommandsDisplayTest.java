package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What appears on the screen besides the outputs. */
@Tag("display")
class CommandsDisplayTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    private final ImagePlus photo = CommandRunner.astronaut();

    @BeforeAll
    static void start() {
        new ImageJ(ImageJ.NO_SHOW);
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @AfterEach
    void closeWindows() {
        RoiManager manager = RoiManager.getInstance();
        if (manager != null) {
            manager.close();
        }
        WindowManager.closeAllWindows();
    }

    @Test
    void theWindowFacesCollectsImages() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        RUNNER.succeed(DetectFaces.class, "image", photo);
        photo.setTitle("again.png");
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ResultsTable faces = ResultsTable.getResultsTable("Faces");
        assertEquals(2, faces.size());
        assertEquals("again.png", faces.getStringValue("Image", 1));
        assertEquals(0, ResultsTable.getResultsTable().size(), "the Results table is left alone");
    }

    @Test
    void theRoiManagerKeepsWhatItHas() {
        RoiManager manager = RoiManager.getRoiManager();
        manager.addRoi(new Roi(1, 2, 3, 4));
        RUNNER.succeed(DetectFaces.class, "image", photo, "manager", true);
        assertEquals(1 + 6, manager.getCount());
        assertEquals("face 1 jaw", manager.getRoi(2).getName());
        RUNNER.succeed(DetectFaces.class, "image", photo, "manager", true);
        assertEquals(1 + 12, manager.getCount());
    }

    @Test
    void theSecondFacesStackOpensBesideTheOutput() {
        ImageProcessor pair = new ColorProcessor(2 * photo.getWidth(), photo.getHeight());
        pair.insert(photo.getProcessor(), 0, 0);
        pair.insert(photo.getProcessor(), photo.getWidth(), 0);
        ImagePlus both = new ImagePlus("pair", pair);
        RUNNER.succeed(GenerateFaces.class, "image", both, "face", "All faces", "count", 2, "steps", 1);
        ImagePlus second = WindowManager.getImage("Faces of pair, face 2");
        assertNotNull(second.getWindow());
        assertEquals(2, second.getStackSize());
    }

    @Test
    void similaritiesHaveAWindow() {
        ImagePlus matrix =
                (ImagePlus) RUNNER.succeed(CompareFaceIds.class, "image", photo).getOutput("matrix");
        assertTrue(ResultsTable.getResultsTable("Face Similarities").size() == 1);
        matrix.show();
        IJ.wait(200);
        assertNotNull(matrix.getWindow());
    }
}
