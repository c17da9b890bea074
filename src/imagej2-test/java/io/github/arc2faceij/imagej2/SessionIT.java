package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.PointRoi;
import ij.plugin.frame.Recorder;
import io.github.arc2faceij.ij1.Dialogs;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session as a user has it, photographed: detect, drag a landmark, generate in that pose, mix; and each dialog. The
 * pictures are in target/screenshots, best with a window manager (openbox) on a screen of 1200 x 800.
 */
class SessionIT {

    private static final String OTHER = "grace_hopper.jpg";
    private static final String FACES = "Faces of " + ImageJ2.PHOTO;

    private Recorder recorder;

    @BeforeEach
    void moveImageJ() {
        ImageJ2.openPhoto().close();
        ImageCanvas.setLongClickDelay(0); // a press by Robot, which waits until all is drawn, can last longer
        IJ.getInstance().setLocation(0, 0);
    }

    @AfterEach
    void closeAll() {
        if (recorder != null) {
            recorder.close();
        }
        ImageJ2.closeAll();
    }

    @Test
    void fromAPhotoToAMixture() throws Exception {
        recorder = new Recorder();
        ImagePlus photo = ImageJ2.openPhoto();
        photo.getWindow().setLocation(620, 120);
        ImageJ2.choose("Detect Faces...").press("OK");
        ImageJ2.await("table", () -> WindowManager.getWindow("Faces") != null);
        place("Faces", 0, 130, 610, 150);
        place("Recorder", 0, 300, 610, 220);
        Dialogs.select(ImageJ2.PHOTO);
        assertEquals(6, photo.getOverlay().size());
        dragTheTipOfTheNose(photo);
        Dialogs.photograph("session-1b-dragged");
        IJ.setTool("rectangle");

        FieldDialog pose = ImageJ2.choose("Generate Faces in Pose...");
        pose.set("Pose from", "Landmark overlay");
        pose.window().setLocation(20, 120);
        Dialogs.photograph("session-2-pose-dialog");
        pose.press("OK");
        ImagePlus posed = ImageJ2.image(FACES);
        ImageJ2.await("window", () -> posed.getWindow() != null);
        IJ.run(posed, "Set... ", "zoom=300");
        posed.getWindow().setLocation(100, 240);
        Dialogs.photograph("session-3-pictures");
        assertEquals(4, posed.getStackSize());
        posed.close();

        ImageJ2.open("test-images/" + OTHER).getWindow().setLocation(640, 330);
        Dialogs.select(ImageJ2.PHOTO);
        FieldDialog mix = ImageJ2.choose("Mix Identities...");
        mix.set("Other", OTHER);
        mix.set("Pictures", "1");
        mix.set("Frames", "5");
        mix.window().setLocation(20, 120);
        Dialogs.photograph("session-4-mix-dialog");
        mix.press("OK");
        ImagePlus mixed = ImageJ2.image(FACES);
        ImageJ2.await("window", () -> mixed.getWindow() != null);
        IJ.run(mixed, "Set... ", "zoom=300");
        mixed.getWindow().setLocation(100, 240);
        Dialogs.photograph("session-5-mixtures");
        assertEquals(5, mixed.getStackSize());
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
    void everyDialogHasItsPicture(String command) throws Exception {
        ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose(command);
        Thread.sleep(1000);
        Rectangle place = dialog.window().getBounds();
        String name = command.replace("...", "").replace(' ', '-').toLowerCase(java.util.Locale.ROOT);
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        ImageIO.write(
                new Robot().createScreenCapture(place),
                "png",
                folder.resolve(name + ".png").toFile());
        dialog.press("Cancel");
    }

    private static void place(String title, int x, int y, int width, int height) {
        Window window = WindowManager.getWindow(title);
        if (window instanceof Frame frame) {
            frame.setBounds(x, y, width, height);
        }
    }

    /** With the mouse, as a user does it: Alt-click takes the points from the overlay, and a drag moves one. */
    private static void dragTheTipOfTheNose(ImagePlus photo) throws Exception {
        PointRoi nose = (PointRoi) photo.getOverlay().get("face 1 nose");
        Polygon before = nose.getPolygon();
        ImageCanvas canvas = photo.getCanvas();
        Point corner = canvas.getLocationOnScreen();
        int x = corner.x + canvas.screenX(before.xpoints[3]);
        int y = corner.y + canvas.screenY(before.ypoints[3]);
        Robot robot = new Robot();
        robot.setAutoDelay(60);
        robot.setAutoWaitForIdle(true);
        robot.mouseMove(x, y);
        robot.keyPress(KeyEvent.VK_ALT);
        drag(robot, x, y, 0, 0);
        robot.keyRelease(KeyEvent.VK_ALT);
        ImageJ2.await("selection after the Alt-click", () -> photo.getRoi() != null);
        robot.delay(400); // two presses within 300 ms are a double click
        drag(robot, x, y, -6, -4);
        assertEquals("face 1 nose", photo.getRoi().getName());
        assertEquals(before.xpoints[3] - 6, photo.getRoi().getPolygon().xpoints[3], 1);
    }

    private static void drag(Robot robot, int x, int y, int right, int down) {
        robot.mouseMove(x, y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseMove(x + right / 2, y + down / 2);
        robot.mouseMove(x + right, y + down);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }
}
