package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.WindowManager;
import io.github.arc2faceij.ij1.Dialogs;
import java.awt.event.KeyEvent;
import javax.swing.JLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user sees of a run, and how it is stopped. */
class RunIT {

    private static final String GENERATE = "Generate Faces...";

    @AfterEach
    void closeAll() {
        ImageJ2.closeAll();
    }

    @Test
    void theStatusLineTellsTheStep() throws Exception {
        start(8, 120);
        ImageJ2.await("late step in the status line", () -> Dialogs.all(IJ.getInstance(), JLabel.class).stream()
                .anyMatch(label -> String.valueOf(label.getText()).matches("Denoising [89]\\d/120.*")));
        Dialogs.photograph("run-window");
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        assertEquals("Cancelled.", ImageJ2.message());
    }

    @Test
    void escapeStopsItAndLeavesAllAsItWas() throws Exception {
        start(8, 900);
        Thread.sleep(4000);
        long before = System.nanoTime();
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        assertEquals("Cancelled.", ImageJ2.message());
        assertTrue(System.nanoTime() - before < 10_000_000_000L, "stopped within a moment");
        assertEquals(1, WindowManager.getImageCount());
    }

    private static void start(int pictures, int steps) throws Exception {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(GENERATE);
        dialog.set("Pictures", Integer.toString(pictures));
        dialog.set("Steps", Integer.toString(steps));
        dialog.press("OK");
    }
}
