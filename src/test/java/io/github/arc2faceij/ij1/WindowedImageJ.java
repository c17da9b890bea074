package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Dialog;
import java.awt.Window;
import java.util.List;
import java.util.stream.Stream;

/** Plain ImageJ with windows and its recorder, with the plugins of the class path, the tests' commands among them. */
final class WindowedImageJ implements AutoCloseable {

    private final Recorder recorder;

    /** Opens ImageJ if it is not open yet. */
    WindowedImageJ() {
        if (IJ.getInstance() == null) {
            new ImageJ();
            CommandTable.addPlugins();
        }
        recorder = new Recorder();
    }

    /** Makes dialogs open with their defaults in these fields. */
    static void forget(List<String> commands, String... keys) {
        for (String command : commands) {
            for (String key : keys) {
                Prefs.set("arc2face." + command + "." + key, (String) null);
            }
        }
    }

    /** Chooses a menu entry and waits for its dialog. */
    GenericDialog open(String command) throws InterruptedException {
        awaitCommandsEnd();
        IJ.doCommand(command);
        return Dialogs.await(GenericDialog.class, command.replace("...", ""));
    }

    /** Presses Cancel and waits until the command has ended. */
    void cancel(Dialog dialog) throws InterruptedException {
        Dialogs.press(dialog, "Cancel");
        awaitCommandsEnd();
    }

    /** Waits for an image. */
    ImagePlus image(String title) throws InterruptedException {
        return Dialogs.await("image " + title, () -> WindowManager.getImage(title));
    }

    /** Waits for the first recorded call of a command. */
    String recorded(String command) throws InterruptedException {
        return Dialogs.await("recorded " + command, () -> recorded()
                .lines()
                .filter(line -> line.startsWith("run(\"" + command))
                .findFirst()
                .orElse(null));
    }

    /** Returns all that is recorded. */
    String recorded() {
        return recorder.getText();
    }

    void closeImages() {
        for (String title : WindowManager.getImageTitles()) {
            ImagePlus image = WindowManager.getImage(title);
            image.changes = false;
            image.close();
        }
    }

    /** Waits until no menu command runs: one that ends late would be recorded in place of the next one. */
    void awaitCommandsEnd() throws InterruptedException {
        Dialogs.await("end of all commands", () -> Dialogs.noCommandRuns() ? "" : null);
    }

    /** Waits for commands to end, closes images and recorder; ImageJ stays. What a failed test left open is cancelled. */
    @Override
    public void close() throws InterruptedException {
        try {
            awaitCommandsEnd();
        } catch (AssertionError open) {
            Stream.of(Window.getWindows())
                    .filter(window -> window.isShowing() && window instanceof GenericDialog)
                    .forEach(window -> Dialogs.press((GenericDialog) window, "Cancel"));
            throw open;
        } finally {
            recorder.close();
            closeImages();
        }
    }
}
