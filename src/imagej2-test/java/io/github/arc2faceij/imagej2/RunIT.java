package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.WindowManager;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;

/** What a user sees of a run, and how it is stopped. */
class RunIT {

    private static final String GENERATE = "Generate Faces...";

    private final List<StatusEvent> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() {
        ImageJ2.closeAll();
    }

    /** Called by SciJava.
     *
     * @param event what the status bar shows
     */
    @EventHandler
    public void remember(StatusEvent event) {
        events.add(event);
    }

    @Test
    void theStatusBarTellsTheStepAndTheBarGrows() throws Exception {
        ImageJ2.service(EventService.class).subscribe(this);
        start(4, 20);
        ImageJ2.image("Faces of " + ImageJ2.PHOTO);
        List<String> steps = events.stream()
                .map(StatusEvent::getStatusMessage)
                .filter(message -> message != null && message.startsWith("Denoising"))
                .toList();
        assertTrue(steps.size() > 3, () -> events.stream()
                .map(StatusEvent::getStatusMessage)
                .toList()
                .toString());
        List<Integer> bar = events.stream()
                .filter(event -> event.getProgressMaximum() > 0)
                .map(StatusEvent::getProgressValue)
                .toList();
        assertTrue(bar.stream().distinct().count() > 3, bar.toString());
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
