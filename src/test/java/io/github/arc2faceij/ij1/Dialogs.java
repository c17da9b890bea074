package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.gui.NonBlockingGenericDialog;
import java.awt.AWTException;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextComponent;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ActionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Sees and answers dialogs as a user does, chooses images, and takes pictures of the screen. */
public final class Dialogs {

    /** For a busy machine: where nothing is wrong, nothing waits so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Dialogs() {}

    /** Waits for a dialog of a kind. */
    public static <T extends Dialog> T await(Class<T> type, String title) throws InterruptedException {
        return await(type.getSimpleName() + " " + title, () -> Stream.of(Window.getWindows())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(dialog -> dialog.getTitle().equals(title) && isReady(dialog))
                .findFirst()
                .orElse(null));
    }

    /**
     * @return whether a dialog waits for its user, if it stops its command. It is shown a moment before; what closes it
     *     then leaves its command waiting for ever.
     */
    public static boolean isReady(Dialog dialog) {
        return dialog.isShowing()
                && (!dialog.isModal() || isAwaited("enter", "java.awt.WaitDispatchSupport"))
                && (!(dialog instanceof NonBlockingGenericDialog)
                        || isAwaited("showDialog", NonBlockingGenericDialog.class.getName()));
    }

    /** @return whether a thread rests in a method of a class */
    private static boolean isAwaited(String method, String type) {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(frames -> Stream.of(frames)
                                .anyMatch(frame -> frame.getMethodName().equals(method)
                                        && frame.getClassName().equals(type))
                        && frames[0].getMethodName().matches("wait0?|park"));
    }

    /** @return whether ImageJ runs no command of a menu */
    public static boolean noCommandRuns() {
        return Thread.getAllStackTraces().values().stream().flatMap(Stream::of).noneMatch(frame -> frame.getClassName()
                .equals("ij.Executer"));
    }

    /** Waits for something that is null at first. */
    public static <T> T await(String what, Supplier<T> source) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            T value = source.get();
            if (value != null) {
                return value;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no " + what + " after " + PATIENCE + ", but " + situation());
    }

    /** @return the windows that are shown, with their texts, and what ImageJ's threads do */
    static String situation() {
        StringBuilder text = new StringBuilder("windows:");
        for (Window window : Window.getWindows()) {
            if (window.isShowing()) {
                text.append("\n ").append(window);
                all(window, Label.class).forEach(label -> text.append("\n   ").append(label.getText()));
                all(window, TextComponent.class)
                        .forEach(field -> text.append("\n   ").append(field.getText()));
            }
        }
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (Stream.of(frames).anyMatch(frame -> frame.getClassName().startsWith("ij."))) {
                text.append("\n")
                        .append(thread)
                        .append(Stream.of(frames).map(frame -> "\n   " + frame).collect(Collectors.joining()));
            }
        });
        return text.toString();
    }

    /**
     * Makes an image the active one. A window that was shown comes to the front some time later, and would then be the
     * active one again.
     */
    public static void select(String title) throws AWTException {
        awaitFront();
        IJ.selectWindow(title);
    }

    /** Waits until all windows that were shown have come to the front. */
    public static void awaitFront() throws AWTException {
        new Robot().waitForIdle();
    }

    /** Presses a button. */
    public static void press(Dialog dialog, String label) {
        Button button = all(dialog, Button.class).stream()
                .filter(candidate -> candidate.getLabel().strip().equals(label))
                .findFirst()
                .orElseThrow();
        EventQueue.invokeLater(() -> {
            for (ActionListener listener : button.getActionListeners()) {
                listener.actionPerformed(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label));
            }
        });
    }

    /** Returns the dialog's components of a kind, in their order. */
    public static <T extends Component> List<T> all(Container container, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Component component : container.getComponents()) {
            if (type.isInstance(component)) {
                found.add(type.cast(component));
            } else if (component instanceof Container inner) {
                found.addAll(all(inner, type));
            }
        }
        return found;
    }

    /** Writes what the screen shows to target/screenshots. */
    public static void photograph(String name) throws AWTException, IOException, InterruptedException {
        Thread.sleep(500);
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(
                new Robot().createScreenCapture(screen),
                "png",
                folder.resolve(name + ".png").toFile());
    }
}
