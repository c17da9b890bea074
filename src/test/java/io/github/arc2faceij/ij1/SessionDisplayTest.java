package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.ImageCanvas;
import ij.gui.PointRoi;
import ij.gui.Toolbar;
import java.awt.Choice;
import java.awt.Point;
import java.awt.Polygon;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole session with mouse and dialogs, photographed: open a photo, detect, drag a landmark, generate in that pose, mix. */
@Tag("display")
class SessionDisplayTest {

    private static final String PHOTO = "astronaut.png";
    private static final String OTHER = "grace_hopper.jpg";

    /**
     * ImageJ's, in ms. A press that lasts so long deletes the selection and opens a menu, and a press by {@link Robot}, which
     * waits until all is drawn, lasts from 0.3 to more than 1 s.
     */
    private static final int LONG_CLICK = 1000;

    /** In ms; ImageJ takes two presses within 300 ms for a double click. */
    private static final int NO_DOUBLE_CLICK = 400;

    private WindowedImageJ imageJ;

    @BeforeEach
    void openImageJ() {
        imageJ = new WindowedImageJ();
        ImageCanvas.setLongClickDelay(0);
        WindowedImageJ.forget(
                List.of("DetectFaces", "GenerateFacesInPose", "MixIdentities"),
                "count",
                "steps",
                "pose",
                "other",
                "landmarks",
                "frames");
    }

    @AfterEach
    void closeWindows() throws InterruptedException {
        ImageCanvas.setLongClickDelay(LONG_CLICK);
        IJ.setTool(Toolbar.RECTANGLE);
        imageJ.close();
    }

    @Test
    void fromAPhotoToAMixture() throws Exception {
        ImagePlus photo = IJ.openImage(SciJava.PHOTO);
        photo.show();
        Dialogs.photograph("session 1 photo");

        Dialogs.press(imageJ.open("Detect Faces..."), "OK");
        imageJ.recorded("Detect Faces...");
        WindowManager.getWindow("Faces").setBounds(0, 420, 590, 120);
        WindowManager.getWindow("Recorder").setBounds(0, 560, 590, 200);
        photo.getWindow().toFront();
        Dialogs.photograph("session 2 landmarks");
        assertEquals(6, photo.getOverlay().size());

        dragTheTipOfTheNose(photo);
        Dialogs.photograph("session 3 dragged");

        GenericDialog pose = imageJ.open("Generate Faces in Pose...");
        Dialogs.all(pose, Choice.class).stream()
                .filter(choice -> Arrays.asList("Landmark overlay", "Angles").contains(choice.getItem(0)))
                .findFirst()
                .orElseThrow()
                .select("Landmark overlay");
        Dialogs.photograph("session 4 pose dialog");
        Dialogs.press(pose, "OK");
        ImagePlus posed = imageJ.image("Faces of " + PHOTO);
        Dialogs.photograph("session 5 pictures in the pose");
        assertEquals(4, posed.getStackSize());

        Prefs.set("arc2face.MixIdentities.other", OTHER);
        Prefs.set("arc2face.MixIdentities.count", "1");
        Prefs.set("arc2face.MixIdentities.frames", "5");
        posed.close();
        IJ.openImage("test-images/" + OTHER).show();
        Dialogs.select(PHOTO);
        GenericDialog mix = imageJ.open("Mix Identities...");
        Dialogs.photograph("session 6 mix dialog");
        Dialogs.press(mix, "OK");
        ImagePlus mixed = imageJ.image("Faces of " + PHOTO);
        Dialogs.photograph("session 7 mixtures");
        assertEquals(5, mixed.getStackSize());
    }

    /** With the mouse, as a user does it: Alt-click takes the points from the overlay, and a drag moves one. */
    private static void dragTheTipOfTheNose(ImagePlus photo) throws Exception {
        PointRoi nose = (PointRoi) photo.getOverlay().get("face 1 nose");
        Polygon before = nose.getPolygon();
        Robot robot = new Robot();
        robot.setAutoDelay(60);
        robot.setAutoWaitForIdle(true);
        Point tip = pointAt(robot, photo, new Point(before.xpoints[3], before.ypoints[3]));
        int x = tip.x;
        int y = tip.y;
        robot.keyPress(KeyEvent.VK_ALT);
        press(robot, x, y, x, y);
        robot.keyRelease(KeyEvent.VK_ALT);
        Dialogs.await("selection after the Alt-click at " + x + ", " + y, photo::getRoi);
        robot.delay(NO_DOUBLE_CLICK);
        press(robot, x, y, x - 6, y - 4);
        assertEquals("face 1 nose", photo.getRoi().getName());
        Polygon after = photo.getRoi().getPolygon();
        assertEquals(before.npoints, after.npoints);
        assertEquals(before.xpoints[3] - 6, after.xpoints[3], 1);
        assertEquals(before.xpoints[0], after.xpoints[0]);
    }

    /**
     * Moves the mouse to a point of the photo and says where that is on the screen. Without a window manager, AWT may
     * believe a window to be where it is not: ImageJ moves it while it opens, and one of the moves is lost. When it is moved
     * once more, both agree, which shows in what the canvas hears of the mouse.
     */
    private static Point pointAt(Robot robot, ImagePlus photo, Point wanted) throws InterruptedException {
        ImageCanvas canvas = photo.getCanvas();
        photo.getWindow().setLocation(600, 84);
        return Dialogs.await("mouse over the photo at " + wanted, () -> {
            Point corner = canvas.getLocationOnScreen();
            int x = corner.x + canvas.screenX(wanted.x);
            int y = corner.y + canvas.screenY(wanted.y);
            robot.mouseMove(x + 1, y);
            robot.mouseMove(x, y);
            return canvas.getCursorLoc().equals(wanted) ? new Point(x, y) : null;
        });
    }

    private static void press(Robot robot, int fromX, int fromY, int toX, int toY) {
        robot.mouseMove(fromX, fromY);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        if (toX != fromX || toY != fromY) {
            robot.mouseMove((fromX + toX) / 2, (fromY + toY) / 2);
            robot.mouseMove(toX, toY);
        }
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }
}
