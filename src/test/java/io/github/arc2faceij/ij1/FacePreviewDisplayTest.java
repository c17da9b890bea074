package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.TextField;
import java.awt.event.ItemEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The box around the face that will be used, while a dialog is open in plain ImageJ. */
@Tag("display")
class FacePreviewDisplayTest {

    private WindowedImageJ imageJ;
    private ImagePlus photo;

    @BeforeEach
    void openImageJAndPhoto() {
        imageJ = new WindowedImageJ();
        WindowedImageJ.forget(
                List.of("GenerateFaces", "ComputeFaceIds", "AlignFace"), "face", "count", "steps", "save", "size");
        photo = IJ.openImage(SciJava.PHOTO);
        photo.show();
    }

    @AfterEach
    void closeWindows() throws Exception {
        imageJ.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Generate Faces...", "Compute Face IDs...", "Align Face..."})
    void theFaceIsMarkedUntilCancel(String command) throws Exception {
        GenericDialog dialog = imageJ.open(command);
        Roi mark = mark();
        Dialogs.photograph("face preview of " + command.replace("...", ""));
        assertTrue(mark.getBounds().contains(215, 120), mark.toString());
        imageJ.cancel(dialog);
        Dialogs.await("no overlay", () -> photo.getOverlay() == null ? "" : null);
    }

    @Test
    void theUsersOverlayAndSelectionStay() throws Exception {
        IJ.run("Detect Faces...", "landmarks=false");
        Overlay overlay = photo.getOverlay();
        Roi twin = (Roi) overlay.get(0).clone();
        overlay.add(twin);
        List<Roi> before = List.of(overlay.toArray());
        photo.setRoi(10, 20, 30, 40);
        Roi selection = photo.getRoi();
        GenericDialog dialog = imageJ.open("Generate Faces...");
        mark();
        imageJ.cancel(dialog);
        Dialogs.await("no mark", () -> overlay.size() == before.size() ? "" : null);
        assertSame(overlay, photo.getOverlay());
        for (int i = 0; i < before.size(); i++) {
            assertSame(before.get(i), overlay.get(i));
        }
        assertSame(selection, photo.getRoi());
    }

    @Test
    void aSelectionWithoutAFaceIsToldAndMarksNothingUntilItHasOne() throws Exception {
        GenericDialog dialog = imageJ.open("Generate Faces...");
        mark();
        Choice face = Dialogs.all(dialog, Choice.class).get(0);
        EventQueue.invokeAndWait(() -> {
            photo.setRoi(400, 400, 50, 50);
            face.select("Selection");
            dialog.itemStateChanged(new ItemEvent(face, ItemEvent.ITEM_STATE_CHANGED, face, ItemEvent.SELECTED));
        });
        Dialogs.await("no mark", () -> photo.getOverlay() == null ? "" : null);
        assertTrue(ij.ImageJ.getStatusBarText().contains("selection"), ij.ImageJ.getStatusBarText());
        EventQueue.invokeAndWait(() -> photo.setRoi(150, 50, 150, 150));
        mark();
        imageJ.cancel(dialog);
    }

    @Test
    void okLeavesNoMark() throws Exception {
        GenericDialog dialog = imageJ.open("Generate Faces...");
        mark();
        List<TextField> fields = Dialogs.all(dialog, TextField.class);
        fields.get(0).setText("1");
        fields.get(1).setText("1");
        Dialogs.press(dialog, "OK");
        imageJ.image("Faces of astronaut.png");
        assertNull(photo.getOverlay());
        assertEquals(2, WindowManager.getImageCount());
    }

    /** Waits for the mark. */
    private Roi mark() throws InterruptedException {
        return Dialogs.await(
                "mark",
                () -> photo.getOverlay() == null
                        ? null
                        : Stream.of(photo.getOverlay().toArray())
                                .filter(element -> "Arc2Face will use this face".equals(element.getName()))
                                .findFirst()
                                .orElse(null));
    }
}
