package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.TextField;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generate Several People... in plain ImageJ with windows: regions of the ROI Manager, shown with the people's names. */
@Tag("display")
class SeveralPeopleDisplayTest {

    private static final String COMMAND = "Generate Several People...";
    private static final String PEOPLE = "astronaut.png;astronaut.png, face 1";
    private static final String RESULT = "Faces of astronaut.png, face 1 and astronaut.png, face 1";
    private static final Roi LEFT = new Roi(0, 0, 64, 128);
    private static final Roi RIGHT = new Roi(64, 0, 64, 100);

    private WindowedImageJ imageJ;
    private ImagePlus canvas;

    @BeforeEach
    void openImageJAndCanvas() {
        imageJ = new WindowedImageJ();
        WindowedImageJ.forget(
                List.of("GenerateSeveralPeople"), "people", "regions", "feather", "count", "steps", "guidance");
        canvas = IJ.createImage("canvas", "8-bit black", 128, 128, 1);
        canvas.show();
    }

    @AfterEach
    void closeWindows() throws InterruptedException {
        imageJ.close();
    }

    @Test
    void theRoiManagersRegionsAreShownAndUsed() throws Exception {
        RoiManager manager = new RoiManager();
        manager.addRoi(LEFT);
        manager.addRoi(RIGHT);
        GenericDialog dialog = imageJ.open(COMMAND);
        mark("1");
        IJ.openImage(SciJava.PHOTO)
                .show(); // not before: the canvas is the current image, however late windows come to front
        List<TextField> fields = Dialogs.all(dialog, TextField.class);
        EventQueue.invokeAndWait(() -> fields.get(1).setText(PEOPLE));
        mark("1: astronaut.png, face 1");
        mark("2: astronaut.png, face 1");
        assertEquals(
                List.of(LEFT.getBounds(), RIGHT.getBounds()),
                Stream.of(canvas.getOverlay().toArray())
                        .map(Roi::getBounds)
                        .limit(2)
                        .toList());
        Dialogs.photograph("several people");
        EventQueue.invokeAndWait(() -> {
            fields.get(0).setText("1");
            fields.get(5).setText("2");
        });
        Dialogs.press(dialog, "OK");
        String line = imageJ.recorded(COMMAND);
        int[] byManager = result();
        assertNull(canvas.getOverlay());
        manager.reset();
        manager.close();
        canvas.setOverlay(new Overlay(LEFT));
        canvas.getOverlay().add(RIGHT);
        Dialogs.select("canvas");
        IJ.runMacro(line);
        assertArrayEquals(byManager, result());
    }

    @Test
    void cancelLeavesTheUsersOverlayAlone() throws Exception {
        canvas.setOverlay(new Overlay(LEFT));
        GenericDialog dialog = imageJ.open(COMMAND);
        Roi label = mark("1");
        EventQueue.invokeAndWait(() -> canvas.setRoi(new Rectangle(10, 20, 60, 60)));
        Dialogs.await("another label", () -> label("1") == null || label("1") == label ? null : "");
        imageJ.cancel(dialog);
        Dialogs.await("no mark", () -> canvas.getOverlay().size() == 1 ? "" : null);
        assertEquals(LEFT, canvas.getOverlay().get(0));
    }

    private Roi mark(String name) throws InterruptedException {
        return Dialogs.await("mark " + name, () -> label(name));
    }

    private Roi label(String name) {
        Overlay overlay = canvas.getOverlay();
        return overlay == null ? null : overlay.get(name);
    }

    private int[] result() throws InterruptedException {
        ImagePlus image = imageJ.image(RESULT);
        int[] pixels = SciJava.pixels(image);
        image.changes = false;
        image.close();
        return pixels;
    }
}
