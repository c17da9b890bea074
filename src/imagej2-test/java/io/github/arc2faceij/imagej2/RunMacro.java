package io.github.arc2faceij.imagej2;

import ij.IJ;
import java.awt.Dialog;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import net.imagej.patcher.LegacyInjector;
import org.scijava.Context;
import org.scijava.ui.UIService;

/** The program that {@link FreshStart} starts. */
public final class RunMacro {

    static {
        LegacyInjector.preinit();
    }

    private RunMacro() {}

    /**
     * Starts ImageJ2 and runs a macro.
     *
     * @param arguments the macro's file, its argument, and a folder for the files {@code answer}, {@code log} and
     *     {@code dialogs}
     * @throws IOException when one of these cannot be read or written
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path results = Path.of(arguments[2]);
        Context context = new Context();
        if (!GraphicsEnvironment.isHeadless()) {
            context.service(UIService.class).showUI();
            while (IJ.getInstance() == null || !IJ.getInstance().isShowing()) {
                Thread.sleep(50);
            }
            closeDialogs(results.resolve("dialogs"));
        }
        String answer = IJ.runMacro(Files.readString(Path.of(arguments[0])), arguments[1]);
        Files.writeString(results.resolve("answer"), String.valueOf(answer));
        Files.writeString(results.resolve("log"), String.valueOf(IJ.getLog()));
        Runtime.getRuntime().halt(0);
    }

    /** Nobody is there to answer them: their titles are written down. */
    private static void closeDialogs(Path titles) {
        Set<Window> seen = new HashSet<>();
        Thread watcher = new Thread(() -> {
            while (true) {
                for (Window window : Window.getWindows()) {
                    if (window instanceof Dialog dialog && dialog.isModal() && dialog.isShowing()) {
                        if (seen.add(dialog)) {
                            write(titles, dialog.getTitle());
                        } else {
                            dialog.dispose();
                        }
                    }
                }
                pause();
            }
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void write(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
