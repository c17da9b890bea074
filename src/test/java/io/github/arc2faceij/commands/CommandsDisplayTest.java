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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    /** Its columns are numbers. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void analyzeDistributionTakesAColumn() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        photo.setTitle("again.png");
        RUNNER.succeed(DetectFaces.class, "image", photo);
        IJ.renameResults("Faces", "Results"); // as with the mouse, which makes it the active one
        IJ.run("Distribution...", "parameter=Width automatic");
        IJ.wait(200);
        IJ.renameResults("Results", "Faces"); // which closes without a question
        ImagePlus histogram = WindowManager.getCurrentImage();
        assertEquals("Width Distribution", histogram.getTitle());
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

    /** ImageJ has dialogs for most of them; the test ends without anybody pressing OK. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedFilesDoNotStopABatch(@TempDir Path folder) throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = Files.createDirectory(folder.resolve("out"));
        Map<String, String> heads = Map.of(
                "a.jpg", "\u00ff\u00d8\u00ff\u00e0 no JPEG",
                "b.png", "\u0089PNG\r\n no PNG",
                "c.tif", "II*\u0000\u0008\u0000\u0000\u0000 no TIFF",
                "d.gif", "GIF89a no GIF",
                "e.bmp", "BM\u0000 no BMP",
                "g.fits", "SIMPLE no FITS",
                "h.zip", "PK no ZIP");
        for (Map.Entry<String, String> head : heads.entrySet()) {
            Files.writeString(
                    in.resolve(head.getKey()), head.getValue() + " ".repeat(200), StandardCharsets.ISO_8859_1);
        }
        Object[] inputs = {"input", in.toString(), "output", out.toString()};
        ResultsTable table = (ResultsTable) RUNNER.succeed(Batch.class, inputs).getOutput("table");
        assertEquals(
                String.join(",", new TreeSet<>(heads.keySet())), String.join(",", table.getColumnAsStrings("Input")));
        for (int row = 0; row < table.size(); row++) {
            assertEquals("failed", table.getStringValue("State", row));
        }
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
