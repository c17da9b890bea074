package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.macro.MacroRunner;
import java.awt.Choice;
import java.awt.TextField;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generate Faces in plain ImageJ with windows: dialog, recorder, replay, Escape, and the pixels of the CommandService. */
@Tag("display")
class GenerateFacesDisplayTest {

    private static final String RESULT = "Faces of astronaut.png";
    private static final String LINE = "run(\"Generate Faces...\", \"" + SciJava.OPTIONS + "\");";

    @TempDir
    private Path folder;

    private WindowedImageJ imageJ;

    @BeforeEach
    void openImageJAndPhoto() {
        imageJ = new WindowedImageJ();
        WindowedImageJ.forget(
                List.of("GenerateFaces"), "face", "count", "steps", "guidance", "sampler", "seed", "noise");
        IJ.openImage(SciJava.PHOTO).show();
    }

    @AfterEach
    void closeWindows() throws InterruptedException {
        imageJ.close();
    }

    @Test
    void theDialogsCallIsRecordedAndItsReplayGivesTheSamePixels() throws Exception {
        GenericDialog dialog = imageJ.open("Generate Faces...");
        List<TextField> fields = Dialogs.all(dialog, TextField.class);
        assertEquals(
                List.of("4", "25", "3.0", "42"),
                fields.stream().limit(4).map(TextField::getText).toList());
        List<Choice> choices = Dialogs.all(dialog, Choice.class);
        Dialogs.photograph("generate dialog");
        fields.get(0).setText("2");
        fields.get(1).setText("3");
        fields.get(2).setText("2.5");
        choices.get(1).select("Euler a");
        fields.get(3).setText("7");
        Dialogs.press(dialog, "OK");

        String line = imageJ.recorded("Generate Faces...");
        assertTrue(line.startsWith("run(\"Generate Faces...\", \"" + SciJava.OPTIONS + " "), line);
        int[] expected = SciJava.pixels();
        assertArrayEquals(expected, pixelsOfResult());
        IJ.runMacro(line);
        assertArrayEquals(expected, pixelsOfResult());
    }

    @Test
    void aMacroInBatchModeGivesThePixelsOfTheCommandService() throws Exception {
        String answer = IJ.runMacro(
                "setBatchMode(true);" + LINE + "n = nImages; setBatchMode('exit and display'); return '' + n;");
        assertEquals("2", answer);
        assertArrayEquals(SciJava.pixels(), pixelsOfResult());
    }

    @Test
    void escapeCancels() throws Exception {
        IJ.doCommand("Generate Faces...");
        GenericDialog dialog = Dialogs.await(GenericDialog.class, "Generate Faces");
        Dialogs.all(dialog, TextField.class).get(1).setText("900");
        Dialogs.press(dialog, "OK");
        Dialogs.await("progress", () -> ij.ImageJ.getStatusBarText().contains("/900") ? "" : null);
        Dialogs.photograph("progress");
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        imageJ.awaitCommandsEnd();
        assertNull(WindowManager.getImage(RESULT));
        assertFalse(imageJ.recorded().contains("Generate"), imageJ.recorded());
    }

    @Test
    void quickStartShowsItsStack() throws Exception {
        imageJ.closeImages();
        Path photo = Files.createDirectories(folder.resolve("test-images")).resolve("astronaut.png");
        Files.copy(Path.of(SciJava.PHOTO), photo);
        new MacroRunner(Files.readString(Path.of("macros", "Quick_Start.ijm")), folder.toString());
        ImagePlus stack = imageJ.image("faces.tif");
        Dialogs.await("zoom", () -> stack.getCanvas().getMagnification() == 3 ? "" : null);
        Dialogs.photograph("quick start");
        assertEquals(4, stack.getStackSize());
        assertTrue(Files.size(folder.resolve("first-picture").resolve("face-4.png")) > 0);
    }

    private int[] pixelsOfResult() throws InterruptedException {
        ImagePlus stack = imageJ.image(RESULT);
        int[] pixels = SciJava.pixels(stack);
        stack.close();
        return pixels;
    }
}
