package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.NonBlockingGenericDialog;
import ij.gui.Roi;
import ij.gui.RoiListener;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.TextField;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window with the normal map that is open while a pose is chosen, in plain ImageJ with windows. */
@Tag("display")
class PosePreviewDisplayTest {

    private static final String SHOW = "Show Pose Normal Map...";
    private static final String GENERATE = "Generate Faces in Pose...";
    private static final String PREVIEW = "Pose";
    private static final String PHOTO = "astronaut.png";

    private WindowedImageJ imageJ;
    private ImagePlus photo;

    @BeforeEach
    void openImageJAndPhoto() {
        imageJ = new WindowedImageJ();
        WindowedImageJ.forget(
                List.of("ShowPoseNormalMap", "GenerateFacesInPose"), "pose", "reference", "yaw", "pitch", "roll");
        photo = IJ.openImage(SciJava.PHOTO);
        photo.show();
    }

    @AfterEach
    void closeWindows() throws InterruptedException {
        imageJ.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOW, GENERATE})
    void theMapFollowsTheAnglesAndCancelLeavesNoWindow(String command) throws Exception {
        NonBlockingGenericDialog dialog = open(command);
        Choice pose = Dialogs.all(dialog, Choice.class).stream()
                .filter(choice -> choice.getItem(choice.getItemCount() - 1).equals("Angles"))
                .findFirst()
                .orElseThrow();
        EventQueue.invokeAndWait(() -> {
            pose.select("Angles");
            dialog.itemStateChanged(null);
        });
        int[] frontal = drawn(new int[1]);
        TextField yaw = yaw(dialog);
        EventQueue.invokeAndWait(() -> yaw.setText("40"));
        int[] turned = drawn(frontal);
        assertFalse(Arrays.equals(frontal, turned));
        Dialogs.photograph("preview of " + command.replace("...", ""));
        EventQueue.invokeAndWait(() -> yaw.setText("4o"));
        imageJ.cancel(dialog);
        awaitOnlyThePhoto();
    }

    @Test
    void escapeLeavesNoWindow() throws Exception {
        NonBlockingGenericDialog dialog = open(SHOW);
        imageJ.image(PREVIEW);
        EventQueue.invokeAndWait(() -> dialog.keyPressed(
                new KeyEvent(dialog, KeyEvent.KEY_PRESSED, 0, 0, KeyEvent.VK_ESCAPE, KeyEvent.CHAR_UNDEFINED)));
        awaitOnlyThePhoto();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Landmark overlay", "Reference image", "Angles"})
    void okReplacesThePreviewByTheResultThatReplayGives(String pose) throws Exception {
        IJ.run("Detect Faces...", "landmarks=true");
        NonBlockingGenericDialog dialog = open(SHOW);
        Dialogs.all(dialog, Choice.class).get(0).select(pose);
        yaw(dialog).setText("25");
        Dialogs.press(dialog, "OK");
        String line = imageJ.recorded(SHOW);
        String value = pose.contains(" ") ? "[" + pose + "]" : pose;
        assertEquals(
                "run(\"Show Pose Normal Map...\", \"pose=" + value + " reference= yaw=25.0 pitch=0.0 roll=0.0\");",
                line);
        int[] pixels = result();
        Dialogs.select(PHOTO);
        IJ.runMacro(line);
        assertArrayEquals(pixels, result());
        awaitOnlyThePhoto();
    }

    /** Returns the pixels of the normal map, and closes it. */
    private int[] result() throws InterruptedException {
        ImagePlus map = Dialogs.await("map", () -> Stream.of(WindowManager.getImageTitles())
                .filter(title -> title.startsWith("Pose of"))
                .findFirst()
                .map(WindowManager::getImage)
                .orElse(null));
        int[] pixels = SciJava.pixels(map);
        map.close();
        return pixels;
    }

    @Test
    void draggedPointsRedrawTheMap() throws Exception {
        IJ.run("Detect Faces...", "confidence=0.5 landmarks=true manager=false");
        IJ.run(SHOW, "pose=[Landmark overlay]");
        ImagePlus map = imageJ.image("Pose of landmarks of astronaut.png, face 1");
        for (int i = 0; i < 6; i++) {
            int[] before = SciJava.pixels(map);
            drag();
            Dialogs.await("redrawn map", () -> Arrays.equals(before, SciJava.pixels(map)) ? null : "");
        }
        Dialogs.photograph("dragged");
    }

    /** As a drag with the mouse: the selection moves, and ImageJ says so. */
    private void drag() throws Exception {
        EventQueue.invokeAndWait(() -> {
            Roi nose = photo.getOverlay().get("face 1 nose");
            nose.translate(1, 1);
            photo.setRoi(nose, false);
            nose.notifyListeners(RoiListener.MOVED);
        });
    }

    private static NonBlockingGenericDialog open(String command) throws InterruptedException {
        IJ.doCommand(command);
        return Dialogs.await(NonBlockingGenericDialog.class, command.replace("...", ""));
    }

    /** The field behind its label, beside a slider. */
    private static TextField yaw(NonBlockingGenericDialog dialog) {
        List<Component> components = List.of(dialog.getComponents());
        int label = IntStream.range(0, components.size())
                .filter(i -> components.get(i) instanceof Label text
                        && text.getText().equals("Yaw (°):"))
                .findFirst()
                .orElseThrow();
        return Dialogs.all((Container) components.get(label + 1), TextField.class)
                .get(0);
    }

    /** Waits until the preview differs from a former one. */
    private int[] drawn(int[] former) throws InterruptedException {
        ImagePlus preview = imageJ.image(PREVIEW);
        return Dialogs.await("another preview", () -> {
            int[] pixels = SciJava.pixels(preview);
            return isPainted(pixels) && !Arrays.equals(former, pixels) ? pixels : null;
        });
    }

    private static boolean isPainted(int[] pixels) {
        return (pixels[0] & 0xffffff) == 0x7f7f7f;
    }

    private static void awaitOnlyThePhoto() throws InterruptedException {
        Dialogs.await(
                "only the photo", () -> List.of(WindowManager.getImageTitles()).equals(List.of(PHOTO)) ? "" : null);
    }
}
