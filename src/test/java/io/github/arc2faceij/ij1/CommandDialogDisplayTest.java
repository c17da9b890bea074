package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.Prefs;
import ij.gui.GenericDialog;
import java.awt.AWTException;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.Point;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ItemEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialogs of all commands in plain ImageJ: their size, headings, tool tips, and what follows what. */
@Tag("display")
class CommandDialogDisplayTest {

    /** What a laptop's screen of 1366 x 768 has below a title bar and above a task bar. */
    private static final int MOST_WIDTH = 1366;

    private static final int MOST_HEIGHT = 680;
    private static final String GENERATE = "Generate Faces...";

    private WindowedImageJ imageJ;

    static List<String> commandsWithDialogs() {
        return MenuEntries.ofCommands().stream()
                .map(PluginEntry::name)
                .filter(name -> name.endsWith("..."))
                .toList();
    }

    @BeforeEach
    void openImageJAndPhoto() {
        imageJ = new WindowedImageJ();
        WindowedImageJ.forget(List.of("GenerateFaces"), "steps", "guidance", "sampler", "count");
        IJ.openImage(SciJava.PHOTO).show();
    }

    @AfterEach
    void closeWindows() throws Exception {
        imageJ.close();
    }

    @ParameterizedTest
    @MethodSource("commandsWithDialogs")
    void fitsOnASmallScreen(String command) throws Exception {
        GenericDialog dialog = imageJ.open(command);
        Dialogs.photograph("dialog of " + title(command));
        imageJ.cancel(dialog);
        assertTrue(dialog.getWidth() <= MOST_WIDTH, "width " + dialog.getWidth());
        assertTrue(dialog.getHeight() <= MOST_HEIGHT, "height " + dialog.getHeight());
    }

    @ParameterizedTest
    @CsvSource({"Save Faces..., 1", "Batch..., 2", "Install Models..., 1", "Arc2Face..., 1"})
    void foldersCanBeChosenInAWindow(String command, int folders) throws Exception {
        GenericDialog dialog = imageJ.open(command);
        long buttons = Dialogs.all(dialog, Button.class).stream()
                .filter(button -> button.getLabel().equals("Browse"))
                .count();
        imageJ.cancel(dialog);
        assertEquals(folders, buttons);
    }

    @Test
    void stepsAndGuidanceFollowTheSamplerUntilTheyAreEdited() throws Exception {
        GenericDialog dialog = imageJ.open(GENERATE);
        choose(dialog, "LCM");
        assertEquals("4 1.0", stepsAndGuidance(dialog));
        choose(dialog, "Euler a");
        assertEquals("25 3.0", stepsAndGuidance(dialog));
        steps(dialog).setText("30");
        choose(dialog, "LCM");
        assertEquals("30 1.0", stepsAndGuidance(dialog));
        choose(dialog, "DPM++ 2M");
        assertEquals("30 3.0", stepsAndGuidance(dialog));
        imageJ.cancel(dialog);
    }

    @Test
    void rememberedStepsOfLcmStayAndFollowLater() throws Exception {
        Prefs.set("arc2face.GenerateFaces.sampler", "LCM");
        Prefs.set("arc2face.GenerateFaces.steps", "25");
        Prefs.set("arc2face.GenerateFaces.guidance", "1.0");
        GenericDialog dialog = imageJ.open(GENERATE);
        assertEquals("25 1.0", stepsAndGuidance(dialog));
        choose(dialog, "DDIM");
        assertEquals("25 3.0", stepsAndGuidance(dialog));
        choose(dialog, "LCM");
        assertEquals("4 1.0", stepsAndGuidance(dialog));
        imageJ.cancel(dialog);
    }

    @Test
    void restoreDefaultsGivesTheFirstOpeningsValues() throws Exception {
        GenericDialog dialog = imageJ.open(GENERATE);
        choose(dialog, "LCM");
        steps(dialog).setText("nonsense");
        Dialogs.press(dialog, "Restore Defaults");
        EventQueue.invokeAndWait(() -> {});
        assertEquals("25 3.0", stepsAndGuidance(dialog));
        assertEquals("DPM++ 2M", sampler(dialog).getSelectedItem());
        choose(dialog, "LCM");
        assertEquals("4 1.0", stepsAndGuidance(dialog));
        imageJ.cancel(dialog);
    }

    @Test
    void fieldsAreUnderHeadings() throws Exception {
        GenericDialog dialog = imageJ.open("Generate Faces in Pose...");
        List<String> headings = Dialogs.all(dialog, Label.class).stream()
                .filter(label -> label.getFont().isBold())
                .map(Label::getText)
                .toList();
        imageJ.cancel(dialog);
        assertTrue(headings.containsAll(List.of("Sampling", "Pose")), headings.toString());
    }

    /** The window system reports a height late: for a moment, after the next one was already asked for. */
    @Test
    void aFoldedSectionOpensByAClickAndByTheSpaceBar() throws Exception {
        GenericDialog dialog = imageJ.open(GENERATE);
        FoldingHeading size = heading(dialog, "Size");
        int closed = dialog.getHeight();
        EventQueue.invokeAndWait(() -> size.dispatchEvent(
                new MouseEvent(size, MouseEvent.MOUSE_PRESSED, 0, 0, 1, 1, 1, false, MouseEvent.BUTTON1)));
        Dialogs.await("dialog higher than " + closed, () -> dialog.getHeight() > closed ? "" : null);
        EventQueue.invokeAndWait(
                () -> size.dispatchEvent(new KeyEvent(size, KeyEvent.KEY_PRESSED, 0, 0, KeyEvent.VK_SPACE, ' ')));
        Dialogs.await("dialog of the height " + closed, () -> dialog.getHeight() == closed ? "" : null);
        imageJ.cancel(dialog);
    }

    @Test
    void whatDiffersFromTheDefaultIsNotHidden() throws Exception {
        Prefs.set("arc2face.GenerateFaces.width", "192");
        GenericDialog dialog = imageJ.open(GENERATE);
        boolean size = heading(dialog, "Size").isOpen();
        boolean adapters = heading(dialog, "Adapters").isOpen();
        imageJ.cancel(dialog);
        WindowedImageJ.forget(List.of("GenerateFaces"), "width");
        assertTrue(size);
        assertFalse(adapters);
    }

    private static FoldingHeading heading(GenericDialog dialog, String text) {
        return Dialogs.all(dialog, FoldingHeading.class).stream()
                .filter(heading -> heading.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whereTheMouseRestsATipExplains() throws Exception {
        GenericDialog dialog = imageJ.open(GENERATE);
        Window tip = tip(steps(dialog), dialog);
        Dialogs.photograph("tool tip");
        assertTrue(tip.getY() > dialog.getY() + 50, "below the field");
        new Robot().mouseMove(0, 0);
        Dialogs.await("no tip", () -> tip.isShowing() ? null : "");
        imageJ.cancel(dialog);
        assertFalse(dialog.isShowing());
    }

    /**
     * Rests the mouse on a component. A dialog that is still being laid out moves away from under it, so the mouse comes back
     * after a while. Without a window manager, AWT cannot say where a component is on the screen.
     */
    private static Window tip(Component component, Dialog dialog) throws AWTException, InterruptedException {
        Robot robot = new Robot();
        Duration[] rest = {Duration.ofSeconds(3)};
        Instant[] next = {Instant.now()};
        return Dialogs.await("tip", () -> {
            if (Instant.now().isAfter(next[0])) {
                Point inDialog = SwingUtilities.convertPoint(component, 5, 5, dialog);
                robot.mouseMove(0, 0);
                robot.mouseMove(dialog.getX() + inDialog.x, dialog.getY() + inDialog.y);
                next[0] = Instant.now().plus(rest[0]);
                rest[0] = rest[0].multipliedBy(2);
            }
            return Stream.of(dialog.getOwnedWindows())
                    .filter(window -> window.isShowing() && !(window instanceof Dialog))
                    .findFirst()
                    .orElse(null);
        });
    }

    private static String title(String command) {
        return command.replace("...", "");
    }

    private static Choice sampler(GenericDialog dialog) {
        return Dialogs.all(dialog, Choice.class).stream()
                .filter(choice -> choice.getItem(0).equals("DPM++ 2M"))
                .findFirst()
                .orElseThrow();
    }

    /** As a user does: AWT tells no listener of a choice that a program makes. */
    private static void choose(GenericDialog dialog, String label) throws Exception {
        Choice choice = sampler(dialog);
        EventQueue.invokeAndWait(() -> {
            choice.select(label);
            dialog.itemStateChanged(new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, label, ItemEvent.SELECTED));
        });
    }

    private static TextField steps(GenericDialog dialog) {
        return Dialogs.all(dialog, TextField.class).get(1);
    }

    private static String stepsAndGuidance(GenericDialog dialog) {
        List<TextField> fields = Dialogs.all(dialog, TextField.class);
        return fields.get(1).getText() + " " + fields.get(2).getText();
    }
}
