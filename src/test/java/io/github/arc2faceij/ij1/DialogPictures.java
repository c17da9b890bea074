package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Takes the pictures of {@code src/site/images/dialogs}, with the defaults of a fresh user. In a virtual screen with a
 * window manager:
 *
 * <pre>
 * xvfb-run -a -s "-screen 0 1366x1200x24" sh -c 'openbox &amp; java -Djava.util.prefs.userRoot=EMPTY -cp ...
 *     io.github.arc2faceij.ij1.DialogPictures FOLDER "Continuum..." "Generate Faces...:Text,Examples,Style"'
 * </pre>
 *
 * <p>Each argument after the folder is a command; what stands behind a colon is unfolded.
 */
public final class DialogPictures {

    private DialogPictures() {}

    /** @param arguments a folder, and commands */
    public static void main(String[] arguments)
            throws AWTException, InterruptedException, InvocationTargetException, IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (WindowedImageJ imageJ = new WindowedImageJ()) {
            for (String wanted : List.of(arguments).subList(1, arguments.length)) {
                String[] parts = wanted.split(":");
                ImagePlus photo = IJ.openImage("test-images/astronaut.png");
                photo.show();
                GenericDialog dialog = imageJ.open(parts[0]);
                if (parts.length > 1) {
                    unfold(dialog, List.of(parts[1].split(",")));
                }
                Thread.sleep(3000); // for the window manager
                String name = parts[0].replace("...", "").replace(' ', '-').toLowerCase(Locale.ROOT);
                String more = parts.length > 1 ? "-unfolded" : "";
                ImageIO.write(
                        picture(dialog),
                        "png",
                        folder.resolve(name + more + ".png").toFile());
                imageJ.cancel(dialog);
                imageJ.closeImages();
            }
        }
        System.exit(0);
    }

    private static void unfold(GenericDialog dialog, List<String> headings)
            throws InterruptedException, InvocationTargetException {
        EventQueue.invokeAndWait(() -> {
            Dialogs.all(dialog, FoldingHeading.class).stream()
                    .filter(heading -> headings.contains(heading.text()))
                    .forEach(heading -> heading.setOpen(true));
            dialog.pack();
            dialog.setLocation(0, 0);
        });
    }

    private static BufferedImage picture(GenericDialog dialog) throws AWTException {
        Rectangle window = dialog.getBounds();
        return new Robot().createScreenCapture(window);
    }
}
