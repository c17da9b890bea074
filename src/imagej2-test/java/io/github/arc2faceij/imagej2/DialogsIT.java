package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.arc2faceij.ij1.Dialogs;
import java.awt.event.KeyEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin's dialogs in ImageJ2. */
class DialogsIT {

    private static final String GENERATE = "Generate Faces...";

    @AfterEach
    void closeAll() {
        ImageJ2.closeAll();
    }

    @Test
    void fieldsShowTheDefaults() {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        assertEquals("Largest face", dialog.value("Face"));
        assertEquals("4", dialog.value("Pictures"));
        assertEquals("25", dialog.value("Steps"));
        assertEquals("3.0", dialog.value("Guidance"));
        assertEquals("DPM++ 2M", dialog.value("Sampler"));
        assertEquals("42", dialog.value("Seed"));
        assertEquals("torch CPU", dialog.value("Noise"));
        assertEquals("Exact", dialog.value("Speed"));
        assertEquals("0", dialog.value("Width"));
        assertEquals(List.of("Largest face", "Selection", "All faces"), dialog.choices("Face"));
        dialog.press("Cancel");
    }

    @Test
    void stepsAndGuidanceFollowTheSampler() throws Exception {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        dialog.set("Sampler", "LCM");
        ImageJ2.await("steps of LCM", () -> dialog.value("Steps").equals("4"));
        assertEquals("1.0", dialog.value("Guidance"));
        dialog.set("Steps", "6");
        dialog.set("Sampler", "Euler");
        ImageJ2.await("guidance of Euler", () -> dialog.value("Guidance").equals("3.0"));
        assertEquals("6", dialog.value("Steps"), "it was edited");
        dialog.press("Cancel");
    }

    @Test
    void theLastLineTellsDeviceAndSize() throws Exception {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        ImageJ2.await("size of the model", () -> dialog.hasText("128 x 128 pixels"));
        assertTrue(dialog.hasText("CPU"), dialog.texts().toString());
        dialog.set("Width", "192");
        ImageJ2.await("width", () -> dialog.hasText("192 x 128 pixels"));
        dialog.press("Cancel");
    }

    @Test
    void thePhotoShowsWhichFaceItWillBeUntilTheDialogEnds() throws Exception {
        ImagePlus photo = ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        dialog.set("Face", "All faces");
        ImageJ2.await("marks on the photo", () -> photo.getOverlay() != null);
        dialog.press("Cancel");
        ImageJ2.await("no marks on the photo", () -> photo.getOverlay() == null);
    }

    @Test
    void okRuns() throws Exception {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        dialog.set("Pictures", "2");
        dialog.set("Steps", "2");
        dialog.press("OK");
        ImagePlus made = ImageJ2.image("Faces of " + ImageJ2.PHOTO);
        assertEquals(2, made.getStackSize());
        ImageJ2.await("the result's window", () -> WindowManager.getCurrentImage() == made);
    }

    @Test
    void restoreDefaultsGivesTheFirstOpeningsValues() throws Exception {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        dialog.set("Sampler", "LCM");
        Dialogs.press(dialog.window(), "Restore Defaults");
        ImageJ2.await("defaults", () -> dialog.value("Steps").equals("25"));
        assertEquals("DPM++ 2M", dialog.value("Sampler"));
        dialog.press("Cancel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cancel", "Escape"})
    void whoGoesBackGetsNothing(String way) throws Exception {
        ImagePlus photo = ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        if (way.equals("Escape")) {
            dialog.type(KeyEvent.VK_ESCAPE);
        } else {
            dialog.press(way);
        }
        Thread.sleep(1500);
        assertFalse(dialog.isShowing());
        assertEquals(1, WindowManager.getImageCount());
        assertNull(photo.getOverlay());
    }

    @Test
    void whatIsWrongIsToldInASentence() throws Exception {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        dialog.set("Width", "100");
        dialog.press("OK");
        String message = ImageJ2.message();
        assertTrue(message.contains("multiple of 64"), message);
        assertEquals(1, WindowManager.getImageCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Detect Faces...",
                "Compute Face IDs...",
                "Compare Face IDs...",
                "Generate Faces...",
                "Generate Faces in Pose...",
                "Mix Identities...",
                "Batch...",
                "Generate from Recipe...",
                "Save Faces...",
                "Show Pose Normal Map...",
                "Align Face...",
                "Install Models...",
                "Arc2Face..."
            })
    void everyDialogOpensAndCanBeLeft(String command) {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(command);
        assertFalse(dialog.texts().isEmpty());
        dialog.press("Cancel");
        ImageJ2.await("end of " + command, () -> !dialog.isShowing());
    }
}
