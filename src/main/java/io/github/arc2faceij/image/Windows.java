package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.frame.RoiManager;
import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** How results reach ImageJ 1, with windows, in batch mode and without a display. */
public final class Windows {

    private Windows() {}

    /**
     * @param title of an open image, or full path of an image file
     * @return that image, in a window or in batch mode; or the file's, shown nowhere
     * @throws Arc2FaceException when there is none
     */
    public static ImagePlus image(String title) {
        ImagePlus image = WindowManager.getImage(title);
        if (image != null) {
            return image;
        }
        return fullPath(title).map(ImageFile::open).orElseThrow(() -> {
            String[] open = WindowManager.getImageTitles();
            return new Arc2FaceException("No image with the title \"" + title + "\" is open. "
                    + (open.length == 0
                            ? "Open it first."
                            : "These images are open: " + String.join(", ", open) + "."));
        });
    }

    /**
     * @param text any
     * @return whether it is the title of an open image, or the full path of a file
     */
    public static boolean isThere(String text) {
        return WindowManager.getImage(text) != null || fullPath(text).isPresent();
    }

    private static Optional<Path> fullPath(String text) {
        try {
            return Optional.of(Path.of(text)).filter(path -> path.isAbsolute() && Files.isRegularFile(path));
        } catch (InvalidPathException e) {
            return Optional.empty(); // a title that no file can have
        }
    }

    /**
     * @param title for a new image
     * @return the title, with {@code -1}, {@code -2}, ... behind it when an open image has it, also in batch mode
     */
    public static String uniqueTitle(String title) {
        String unique = title;
        for (int i = 1; WindowManager.getImage(unique) != null; i++) {
            unique = title + "-" + i;
        }
        return unique;
    }

    /**
     * Shows a command's result: it is the active image from then on. Where images have windows it has one when this
     * returns; in batch mode and without a display, it is the active image of the caller's thread.
     *
     * @param result not shown yet
     * @param caller the thread that goes on when the command has ended: a macro's, a script's
     */
    public static void show(ImagePlus result, Thread caller) {
        open(result);
        if (isWithoutWindows()) {
            WindowManager.setTempCurrentImage(caller, result);
        }
    }

    /**
     * Opens a further image, which is no command's output.
     *
     * @param image not shown yet
     */
    public static void open(ImagePlus image) {
        if (isWithoutWindows()) {
            // show() would also make it the current image of this pooled thread, for later commands to find.
            Interpreter.addBatchModeImage(image);
        } else {
            image.show();
        }
    }

    private static boolean isWithoutWindows() {
        return GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode();
    }

    /**
     * @return the ROI Manager that is open, the hidden one of a macro in batch mode, or a new one
     * @throws Arc2FaceException when there is none because there is no display
     */
    public static RoiManager roiManager() {
        try {
            RoiManager manager = RoiManager.getInstance2();
            return manager == null ? RoiManager.getRoiManager() : manager;
        } catch (HeadlessException e) {
            throw new Arc2FaceException(
                    "There is no ROI Manager, because there is no display. Leave it out (manager=false)."
                            + " The overlay has the same selections.",
                    e);
        }
    }
}
