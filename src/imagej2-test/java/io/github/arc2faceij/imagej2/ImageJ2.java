package io.github.arc2faceij.imagej2;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MessageDialog;
import ij.gui.MultiLineLabel;
import ij.plugin.frame.RoiManager;
import ij.text.TextWindow;
import io.github.arc2faceij.ij1.Dialogs;
import java.awt.Window;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.prefs.PrefService;
import org.scijava.service.Service;
import org.scijava.ui.UIService;

/** The ImageJ2 of this Java, with its window: there is one until the test class ends. */
final class ImageJ2 {

    static final String PHOTO = "astronaut.png";

    private static Context context;

    private ImageJ2() {}

    /** A service of ImageJ2, which is started with its defaults when it is not yet there. */
    static synchronized <S extends Service> S service(Class<S> type) {
        if (context == null) {
            context = new Context();
            context.service(PrefService.class).clearAll();
            context.service(UIService.class).showUI();
            await(
                    "ImageJ's window",
                    () -> IJ.getInstance() != null && IJ.getInstance().isShowing());
            forget();
        }
        return context.service(type);
    }

    static Context context() {
        service(CommandService.class);
        return context;
    }

    /** Opens the portrait in a window. */
    static ImagePlus openPhoto() {
        return open("test-images/" + PHOTO);
    }

    static ImagePlus open(String path) {
        service(CommandService.class);
        ImagePlus image = IJ.openImage(path);
        image.show();
        return image;
    }

    /** Chooses a menu entry and waits for its dialog. */
    static FieldDialog choose(String command) {
        service(CommandService.class);
        await("end of the command before", Dialogs::noCommandRuns);
        IJ.doCommand(command);
        return dialog(command);
    }

    /** Waits for the dialog of a menu entry. */
    static FieldDialog dialog(String command) {
        try {
            return new FieldDialog(Dialogs.await(GenericDialog.class, command.replace("...", "")));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for ImageJ's message and presses OK; returns what it says. */
    static String message() {
        MessageDialog message = await("message", () -> (MessageDialog) Stream.of(Window.getWindows())
                .filter(window -> window instanceof MessageDialog dialog && Dialogs.isReady(dialog))
                .findFirst()
                .orElse(null));
        try {
            Field lines = MultiLineLabel.class.getDeclaredField("lines");
            lines.setAccessible(true);
            MultiLineLabel label = Dialogs.all(message, MultiLineLabel.class).get(0);
            return String.join(" ", (String[]) lines.get(label));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            message.dispose();
        }
    }

    static ImagePlus image(String title) {
        return await("image " + title, () -> WindowManager.getImage(title));
    }

    /** Closes dialogs, images and tables and the ROI Manager; dialogs open with their defaults again. */
    static void closeAll() {
        forget();
        for (Window window : Window.getWindows()) {
            if ((window instanceof GenericDialog || window instanceof MessageDialog) && window.isShowing()) {
                window.dispose();
            }
        }
        RoiManager manager = RoiManager.getInstance();
        if (manager != null) {
            manager.close();
        }
        for (String title : WindowManager.getImageTitles()) {
            ImagePlus image = WindowManager.getImage(title);
            if (image != null) {
                image.changes = false;
                image.close();
            }
        }
        for (String title : WindowManager.getNonImageTitles()) {
            if (WindowManager.getWindow(title) instanceof TextWindow table) {
                table.close(false);
            }
        }
    }

    /** What a dialog holds is remembered for its next opening. */
    private static void forget() {
        for (String command : List.of("GenerateFaces", "GenerateFacesInPose", "MixIdentities")) {
            for (String key : List.of(
                    "face", "count", "steps", "guidance", "sampler", "width", "pose", "other", "frames", "landmarks")) {
                Prefs.set("arc2face." + command + "." + key, (String) null);
            }
        }
    }

    /** Waits until something is true. */
    static void await(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? "" : null);
    }

    /** Waits for something that is null at first. */
    static <T> T await(String what, Supplier<T> source) {
        try {
            return Dialogs.await(what, source);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
