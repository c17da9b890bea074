package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.MacroRunner;
import java.awt.Button;
import java.awt.Canvas;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Label;
import java.awt.event.ActionEvent;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is seen while a command runs, its Cancel button, and two commands at once, in plain ImageJ with windows. */
@Tag("display")
class RunWindowDisplayTest {

    private static final String TITLE = "Generate Faces";

    private WindowedImageJ imageJ;
    private ImagePlus photo;

    @BeforeEach
    void openImageJAndPhoto() {
        imageJ = new WindowedImageJ();
        photo = IJ.openImage(SciJava.PHOTO);
        photo.show();
    }

    @AfterEach
    void closeWindows() throws Exception {
        shown().forEach(RunWindowDisplayTest::press);
        imageJ.close();
    }

    @Test
    void thePicturesAreSeenComingAndTheButtonCancels() throws Exception {
        run(999);
        Frame window = windows(1).get(0);
        Dialogs.await("sketches", () -> canvas(window).getHeight() > 100 ? "" : null);
        Dialogs.await("steps", () -> task(window).matches("Denoising \\d+/999") ? "" : null);
        Dialogs.photograph("run window");
        assertSame(photo, WindowManager.getCurrentImage(), "the active image stays");
        assertEquals(1, WindowManager.getImageCount());
        assertEventThreadIsFree(window);
        press(window);
        windows(0);
        assertNull(WindowManager.getImage("Faces of astronaut.png"));
    }

    @Test
    void aSecondRunWaitsAndIsCancelledAlone() throws Exception {
        run(999);
        windows(1);
        run(1);
        List<Frame> both = windows(2);
        Frame waiting = Dialogs.await("waiting run", () -> both.stream()
                .filter(window -> task(window).startsWith("Waiting"))
                .findFirst()
                .orElse(null));
        Dialogs.photograph("two runs");
        press(waiting);
        Frame first = windows(1).get(0);
        Dialogs.await("steps", () -> task(first).startsWith("Denoising") ? "" : null);
        press(first);
        windows(0);
    }

    @Test
    void finishedFramesAreKept() throws Exception {
        new MacroRunner("run('Generate Faces in Pose...', 'pose=Angles yaw=30 count=1 steps=40 frames=900');");
        Frame window = Dialogs.await("window", () -> Stream.of(Frame.getFrames())
                .filter(frame -> frame.isShowing() && frame.getTitle().equals("Generate Faces in Pose"))
                .findFirst()
                .orElse(null));
        Dialogs.await("late step", () -> step(window) > 20 ? "" : null);
        Dialogs.await("next frame's early step", () -> step(window) > 0 && step(window) < 20 ? "" : null);
        press(window);
        ImagePlus stack = imageJ.image("Faces of astronaut.png");
        Dialogs.photograph("finished frames");
        assertTrue(stack.getStackSize() < 900);
        String finished = "\"finished\": " + stack.getStackSize();
        assertTrue(stack.getInfoProperty().contains(finished), stack.getInfoProperty());
    }

    /** As a user who starts a macro. */
    private static void run(int steps) {
        new MacroRunner("run('Generate Faces...', 'image=astronaut.png count=1 steps=" + steps + "');");
    }

    private static List<Frame> windows(int count) throws InterruptedException {
        return Dialogs.await(count + " windows", () -> shown().size() == count ? shown() : null);
    }

    private static List<Frame> shown() {
        return Stream.of(Frame.getFrames())
                .filter(frame -> frame.isShowing() && frame.getTitle().equals(TITLE))
                .toList();
    }

    private static Canvas canvas(Frame window) {
        return Dialogs.all(window, Canvas.class).get(0);
    }

    private static String task(Frame window) {
        return Dialogs.all(window, Label.class).get(0).getText();
    }

    /** Returns 7 of "Denoising 7/40"; 0 while something else is done. */
    private static int step(Frame window) {
        Matcher matcher = Pattern.compile("Denoising (\\d+)/.*").matcher(task(window));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static void press(Frame window) {
        Button button = Dialogs.all(window, Button.class).get(0);
        EventQueue.invokeLater(() -> button.getActionListeners()[0].actionPerformed(
                new ActionEvent(button, ActionEvent.ACTION_PERFORMED, "Cancel")));
    }

    private static void assertEventThreadIsFree(Frame window) throws Exception {
        EventQueue.invokeAndWait(() -> {});
        assertTrue(step(window) < 900, "the run of 999 steps is over: " + task(window));
    }
}
