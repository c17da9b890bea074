package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.HTMLDialog;
import ij.gui.MessageDialog;
import ij.macro.MacroRunner;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.util.List;
import java.util.stream.IntStream;
import javax.swing.JEditorPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands in plain ImageJ with windows: menu, dialog, help, recorder, errors. */
@Tag("display")
class CommandPlugInDisplayTest {

    /** The dialog's text fields, in their order. */
    private static final int COUNT = 0;

    private static final int GUIDANCE = 1;
    private static final int SEED = 2;
    private static final int NOTE = 3;

    private WindowedImageJ imageJ;

    @BeforeEach
    void openImageJAndPhoto() {
        imageJ = new WindowedImageJ();
        WindowedImageJ.forget(List.of("Probe"), "face", "count", "guidance", "seed", "verbose", "note", "folder");
        IJ.createImage("photo", "RGB white", 64, 64, 1).show();
    }

    @AfterEach
    void closeWindows() throws InterruptedException {
        imageJ.close();
    }

    @Test
    void commandsAreInThePluginsMenu() {
        Menu plugins = Menus.getImageJMenu("Plugins");
        Menu ours = IntStream.range(0, plugins.getItemCount())
                .mapToObj(plugins::getItem)
                .filter(item -> item.getLabel().equals("Arc2Face"))
                .map(Menu.class::cast)
                .findFirst()
                .orElseThrow();
        List<String> entries = IntStream.range(0, ours.getItemCount())
                .mapToObj(i -> ours.getItem(i).getLabel())
                .toList();
        assertTrue(entries.contains("Probe..."), entries.toString());
    }

    @Test
    void theDialogShowsDefaultsAndItsCallIsRecordedForReplay() throws Exception {
        GenericDialog dialog = imageJ.open("Probe...");
        assertEquals("Largest face", choice(dialog).getSelectedItem());
        assertEquals("4 3.0 42", String.join(" ", text(dialog, COUNT), text(dialog, GUIDANCE), text(dialog, SEED)));
        Dialogs.photograph("dialog");

        choice(dialog).select("Selection");
        field(dialog, COUNT).setText("2");
        field(dialog, NOTE).setText("a \"b\"");
        Dialogs.all(dialog, Checkbox.class).get(0).setState(true);
        Dialogs.press(dialog, "OK");

        String inputs = "photo;Selection;2;3.0;42;true;a \"b\";null;default";
        assertEquals(inputs, inputsOf("probed"));
        String line = imageJ.recorded("Probe...");
        assertEquals(
                "run(\"Probe...\", \"face=Selection count=2 guidance=3.0 seed=42 verbose=true note=[a \\\"b\\\"]\");",
                line);

        IJ.runMacro(line);
        assertEquals(inputs, inputsOf("probed"));
    }

    @Test
    void twoImagesAreChosenAndRecordedByTitle() throws Exception {
        IJ.createImage("second one", "8-bit white", 64, 64, 1).show();
        Dialogs.select("photo");
        GenericDialog dialog = imageJ.open("Probe Two...");
        List<Choice> choices = Dialogs.all(dialog, Choice.class);
        assertEquals("photo", choices.get(0).getSelectedItem());
        assertEquals("second one", choices.get(1).getSelectedItem());
        Dialogs.press(dialog, "OK");

        inputsOf("photo and second one");
        assertEquals("run(\"Probe Two...\", \"image=photo other=[second one]\");", imageJ.recorded("Probe Two..."));
    }

    @Test
    void theDialogRemembersWhatWasConfirmed() throws Exception {
        GenericDialog dialog = imageJ.open("Probe...");
        field(dialog, COUNT).setText("7");
        Dialogs.press(dialog, "OK");
        inputsOf("probed");
        imageJ.recorded("Probe...");

        GenericDialog again = imageJ.open("Probe...");
        assertEquals("7", text(again, COUNT));
        imageJ.cancel(again);
    }

    @Test
    void aValueThatIsNotAllowedIsToldAndAskedForAgain() throws Exception {
        GenericDialog dialog = imageJ.open("Probe...");
        field(dialog, COUNT).setText("four");
        Dialogs.press(dialog, "OK");
        MessageDialog message = Dialogs.await(MessageDialog.class, "Probe");
        Dialogs.photograph("refused");
        Dialogs.press(message, "OK");

        GenericDialog again = Dialogs.await(GenericDialog.class, "Probe");
        assertEquals("four", text(again, COUNT));
        field(again, COUNT).setText("5");
        Dialogs.press(again, "OK");
        assertEquals("photo;Largest face;5;3.0;42;false;;null;default", inputsOf("probed"));
        imageJ.recorded("Probe...");
    }

    @Test
    void cancelAndFailureAreNotRecorded() throws Exception {
        String before = imageJ.recorded();
        GenericDialog dialog = imageJ.open("Probe...");
        imageJ.cancel(dialog);

        GenericDialog refused = imageJ.open("Probe...");
        field(refused, NOTE).setText("refuse");
        Dialogs.press(refused, "OK");
        MessageDialog message = Dialogs.await(MessageDialog.class, "Arc2Face");
        Dialogs.photograph("error");
        Dialogs.press(message, "OK");
        Thread.sleep(500);
        assertEquals(before, imageJ.recorded());
        assertEquals(1, WindowManager.getImageCount());
    }

    @Test
    void whatIsTypedIsPreviewedUntilTheDialogIsCancelled() throws Exception {
        GenericDialog dialog = imageJ.open("Probe...");
        field(dialog, COUNT).setText("9");
        Dialogs.await("preview", () -> Probe.previewed == 9 ? "" : null);
        field(dialog, COUNT).setText("nine");
        imageJ.cancel(dialog);
        assertEquals(0, Probe.previewed);
    }

    @Test
    void helpDescribesTheFields() throws Exception {
        GenericDialog dialog = imageJ.open("Probe...");
        Dialogs.press(dialog, "Help");
        HTMLDialog help = Dialogs.await(HTMLDialog.class, "Probe Help");
        Dialogs.photograph("help");
        String page = Dialogs.all(help, JEditorPane.class).get(0).getText();
        assertTrue(page.contains("/src/site/macros.md\""), page);
        help.dispose();
        imageJ.cancel(dialog);
    }

    @Test
    void helpAndAboutOpenTheirWindowsAndCitationsAreInTheClipboard() throws Exception {
        IJ.run("Arc2Face Help");
        HTMLDialog help = Dialogs.await(HTMLDialog.class, "Arc2Face Help");
        Dialogs.photograph("Arc2Face Help");
        help.dispose();
        IJ.run("About Arc2Face");
        HTMLDialog about = Dialogs.await(HTMLDialog.class, "About Arc2Face");
        Dialogs.photograph("About Arc2Face");
        about.dispose();
        IJ.run("Copy Citations");
        String clipboard =
                (String) Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
        assertTrue(clipboard.startsWith("@inproceedings{papantoniou2024arc2face"), clipboard);
    }

    @Test
    void withoutAnImageNothingIsAsked() throws Exception {
        imageJ.closeImages();
        IJ.doCommand("Probe...");
        MessageDialog message = Dialogs.await(MessageDialog.class, "Arc2Face");
        Dialogs.photograph("no image");
        Dialogs.press(message, "OK");
    }

    @Test
    void aRefusalEndsAMacroInImageJsOwnErrorDialog() throws Exception {
        new MacroRunner("run('Probe...', 'count=four');\nnewImage('went on', '8-bit', 4, 4, 1);");
        GenericDialog error = Dialogs.await(GenericDialog.class, "Macro Error");
        Dialogs.photograph("macro error");
        Dialogs.press(error, "OK");
        Thread.sleep(500);
        assertNull(WindowManager.getImage("went on"));
    }

    @Test
    void theEventThreadIsNeverBlocked() throws Exception {
        EventQueue.invokeAndWait(() -> IJ.run("Probe...", "count=3"));
        assertEquals("photo;Largest face;3;3.0;42;false;;null;default", inputsOf("probed"));
    }

    private static Choice choice(Dialog dialog) {
        return Dialogs.all(dialog, Choice.class).get(0);
    }

    private static TextField field(Dialog dialog, int index) {
        return Dialogs.all(dialog, TextField.class).get(index);
    }

    private static String text(Dialog dialog, int index) {
        return field(dialog, index).getText();
    }

    /** Waits for the result, closes it and returns the inputs that it was made from. */
    private String inputsOf(String title) throws InterruptedException {
        ImagePlus image = imageJ.image(title);
        String inputs = image.getInfoProperty();
        image.close();
        return inputs;
    }
}
