package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.image.LandmarkReader;
import io.github.arc2faceij.image.file.RecipeFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** Commands with photos as users have them: turned, small, without a face. */
class FoundPhotosTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    private final ImagePlus photo = CommandRunner.astronaut();
    private String log = "";

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @AfterEach
    void clear() {
        ResultsTable.getResultsTable().reset();
    }

    @Test
    void aPhotoOnItsSideIsMarkedAsItIsAndTheLogSaysSo() {
        ImagePlus turned = new ImagePlus("turned", photo.getProcessor().rotateRight());
        ResultsTable table =
                (ResultsTable) run(DetectFaces.class, "image", turned).getOutput("table");
        assertEquals(1, table.size());
        // The nose at (225, 127) of the photo of 512 pixels.
        Roi box = turned.getOverlay().get("face 1 box");
        assertTrue(box.contains(511 - 127, 225), "the nose is in the box");
        SortedMap<Integer, Point> landmarks = LandmarkReader.read(turned).get(1);
        assertEquals(511 - 127, landmarks.get(30).x(), 5);
        assertEquals(225, landmarks.get(30).y(), 5);
        assertTrue(landmarks.get(36).y() < landmarks.get(45).y(), "the left eye of the upright face is the upper one");
        assertTrue(log.matches("(?s).*turned, face 1 is turned by 9\\d degrees clockwise on the photo.*"), log);
    }

    @Test
    void anUprightPhotoSaysNothing() {
        run(ComputeFaceIds.class, "image", photo);
        assertEquals("", log);
    }

    @Test
    void theTablesTellTheQuality() {
        ResultsTable faces =
                (ResultsTable) run(DetectFaces.class, "image", photo).getOutput("table");
        ResultsTable ids =
                (ResultsTable) run(ComputeFaceIds.class, "image", photo).getOutput("table");
        for (String column : new String[] {"Quality", "Eye distance", "Sharpness", "Yaw"}) {
            assertEquals(faces.getValue(column, 0), ids.getValue(column, 0), 1e-9, column);
        }
        assertEquals(3.532, faces.getValue("Quality", 0), 1e-3);
        assertEquals(43.2, faces.getValue("Eye distance", 0), 0.1);
    }

    @Test
    void aSmallPhotoIsUsedAndTheLogAndTheRecipeSaySo() {
        ImageProcessor pixels = photo.getProcessor();
        pixels.setInterpolationMethod(ImageProcessor.BILINEAR);
        ImagePlus small = new ImagePlus("small", pixels.resize(96, 96, true));
        CommandModule made = run(GenerateFaces.class, "image", small, "count", 1, "steps", 1);
        assertTrue(log.contains("small, face 1: The face is hard to see: 8 pixels between the eyes"), log);
        String recipe =
                RecipeFile.ofImage((ImagePlus) made.getOutput("pictures")).recipe();
        assertTrue(recipe.contains("\"note\": \"The face is hard to see: 8 pixels between the eyes"), recipe);
        CommandModule good = run(GenerateFaces.class, "image", photo, "count", 1, "steps", 1);
        assertTrue(!RecipeFile.ofImage((ImagePlus) good.getOutput("pictures"))
                .recipe()
                .contains("\"note\""));
    }

    @Test
    void theRecipeKnowsHowSmallFacesWereLookedFor() {
        CommandModule made = run(GenerateFaces.class, "image", photo, "count", 1, "steps", 1, "small", "Never");
        ImagePlus stack = (ImagePlus) made.getOutput("pictures");
        assertTrue(RecipeFile.ofImage(stack).recipe().contains("\"small\": \"Never\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", ""})
    void anotherSearchIsRefused(String search) {
        String reason = RUNNER.fail(DetectFaces.class, "image", photo, "small", search);
        assertTrue(reason.contains("Where there is no other, Always, Never"), reason);
    }

    @Test
    void whereNoTurnShowsAFaceTheSentenceSaysWhatWasTried() {
        String reason = RUNNER.fail(DetectFaces.class, "image", new ImagePlus("grey", new ColorProcessor(300, 200)));
        assertTrue(reason.startsWith(
                "No face was found. The plugin looked at the picture as it is, with a border, and turned"));
        assertTrue(!reason.contains("upright"), reason);
    }

    @Test
    void eightPixelsAreRefused() {
        String reason = RUNNER.fail(DetectFaces.class, "image", new ImagePlus("tiny", new ColorProcessor(8, 8)));
        assertTrue(reason.contains("8 x 8 pixels"), reason);
    }

    @Test
    void aTurnedPhotoIsAlignedUprightAndGivesAPose() {
        ImagePlus turned = new ImagePlus("turned", photo.getProcessor().rotateLeft());
        ImagePlus aligned = (ImagePlus) run(AlignFace.class, "image", turned).getOutput("aligned");
        ImagePlus expected = (ImagePlus) run(AlignFace.class, "image", photo).getOutput("aligned");
        assertEquals(0, meanDifference(aligned, expected), 15);
        run(ShowPoseNormalMap.class, "image", turned);
    }

    private static double meanDifference(ImagePlus a, ImagePlus b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                sum += Math.abs(a.getPixel(x, y)[1] - b.getPixel(x, y)[1]);
            }
        }
        return sum / a.getWidth() / a.getHeight();
    }

    /** Without a display ImageJ's Log is the standard output. */
    private CommandModule run(Class<? extends Command> command, Object... inputs) {
        PrintStream out = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            return RUNNER.run(command, inputs);
        } finally {
            System.setOut(out);
            log = caught.toString(StandardCharsets.UTF_8);
        }
    }
}
