package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

class FaceIdsTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    @TempDir
    Path folder;

    private final ImagePlus photo = CommandRunner.astronaut();

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @AfterEach
    void clear() {
        ResultsTable.getResultsTable().reset();
        Interpreter.batchMode = false;
    }

    @Test
    void theTableHasFiveHundredAndTwelveNumbers() {
        ResultsTable table = (ResultsTable)
                RUNNER.succeed(ComputeFaceIds.class, "image", photo).getOutput("table");
        assertEquals(1, table.size());
        double squares = 0;
        for (int i = 1; i <= 512; i++) {
            squares += Math.pow(table.getValue("id_" + i, 0), 2);
        }
        assertEquals(1, squares, 1e-5);
        assertTrue(table.getValue("Quality", 0) > 1);
        assertEquals("1", table.getStringValue("Face", 0));
    }

    @Test
    void theFileHasTheSameNumbers() throws IOException {
        Path npy = folder.resolve("my faces.npy");
        Path csv = folder.resolve("faces.csv");
        RUNNER.succeed(ComputeFaceIds.class, "image", photo, "save", npy.toString());
        ResultsTable table = (ResultsTable) RUNNER.succeed(ComputeFaceIds.class, "image", photo, "save", csv.toString())
                .getOutput("table");
        Identity identity = IdentityFile.read(npy).get(0);
        for (int i = 1; i <= 512; i++) {
            assertEquals(identity.vector()[i - 1], table.getValue("id_" + i, 0), 1e-6);
        }
        assertEquals(2, Files.readAllLines(csv).size());
    }

    @Test
    void pathsThatCannotBeUsedChangeNothing() {
        for (String path : new String[] {
            "faces.npy",
            folder.resolve("faces.txt").toString(),
            folder.resolve("missing/faces.csv").toString(),
            "a\0b"
        }) {
            RUNNER.fail(ComputeFaceIds.class, "image", photo, "save", path);
            assertEquals(0, ResultsTable.getResultsTable().size());
        }
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void theSelectionSaysWhichFace() {
        ImagePlus pair = sideBySide();
        int right = pair.getWidth() / 2;
        pair.setRoi(right + 20, 20, right - 40, 300);
        ResultsTable table = (ResultsTable) RUNNER.succeed(ComputeFaceIds.class, "image", pair, "face", "Selection")
                .getOutput("table");
        assertEquals(1, table.size());
        assertTrue(table.getValue("X", 0) > right);
        ResultsTable all = (ResultsTable) RUNNER.succeed(ComputeFaceIds.class, "image", pair, "face", "All faces")
                .getOutput("table");
        assertEquals(2, all.size());
    }

    @Test
    void withoutASelectionThereIsNoFaceInIt() {
        String reason = RUNNER.fail(ComputeFaceIds.class, "image", photo, "face", "Selection");
        assertTrue(reason.contains("no selection"), reason);
    }

    @Test
    void theSamePersonIsAlike() {
        CommandModule compared = RUNNER.succeed(CompareFaceIds.class, "image", sideBySide());
        ResultsTable table = (ResultsTable) compared.getOutput("table");
        ImagePlus matrix = (ImagePlus) compared.getOutput("matrix");
        assertEquals(2, table.size());
        assertEquals(1, table.getValue("pair, face 1", 0), 1e-4);
        assertTrue(table.getValue("pair, face 2", 0) > 0.5, "a person and her mirror image");
        assertEquals(table.getValue("pair, face 2", 0), table.getValue("pair, face 1", 1), 1e-6);
        assertEquals("Face Similarity", matrix.getTitle());
        assertEquals(32, matrix.getBitDepth());
    }

    @Test
    void anotherImageIsNamedByItsTitle() {
        Interpreter.batchMode = true;
        ImagePlus pair = sideBySide();
        Interpreter.addBatchModeImage(pair);
        ResultsTable table = (ResultsTable) RUNNER.succeed(CompareFaceIds.class, "image", photo, "other", "pair")
                .getOutput("table");
        assertEquals(1, table.size());
        assertArrayEquals(new String[] {"Face", "pair, face 1", "pair, face 2"}, table.getHeadings());
        String reason = RUNNER.fail(CompareFaceIds.class, "image", photo, "other", "par");
        assertTrue(reason.startsWith("No image with the title \"par\" is open. These images are open: "), reason);
        assertFalse(reason.contains("null"), reason);
        Interpreter.removeBatchModeImage(pair);
    }

    /** The photo and its mirror image. */
    private ImagePlus sideBySide() {
        ImageProcessor left = photo.getProcessor();
        ImageProcessor right = left.duplicate();
        right.flipHorizontal();
        ColorProcessor both = new ColorProcessor(2 * left.getWidth(), left.getHeight());
        both.insert(left, 0, 0);
        both.insert(right, left.getWidth(), 0);
        return new ImagePlus("pair", both);
    }
}
