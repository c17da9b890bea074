package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Starts plain ImageJ with the plugins of the class path and runs a macro in it: {@code Launcher macro.ijm [argument]}.
 * With a display, what the macro prints is shown in the Log window and, at its end, on the console, and ImageJ stays open
 * until the user closes it. Without one, or where the environment variable CI is set, the macro runs headless and the
 * program ends with it: exit status 0, 1 when the macro was aborted, 2 when it could not be started. Headless, a macro can
 * run the plugins and those of ImageJ's commands that open no dialog.
 */
public final class Launcher {

    private Launcher() {}

    /**
     * @param arguments the macro's path, and what its {@code getArgument()} gives
     * @throws IOException when the macro cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            refuse("Usage: java -cp <class path> " + Launcher.class.getName() + " macro.ijm [argument]");
        }
        Path macro = Path.of(arguments[0]).toAbsolutePath();
        if (!Files.isReadable(macro)) {
            refuse("There is no macro " + macro + ".");
        }
        String argument = arguments.length == 2 ? arguments[1] : "";
        if (System.getenv("CI") != null) {
            System.setProperty("java.awt.headless", "true");
        }
        if (GraphicsEnvironment.isHeadless()) {
            CommandTable.makeWithoutDisplay();
            CommandTable.addPlugins();
            System.exit(runHeadless(Files.readString(macro, StandardCharsets.UTF_8), argument) ? 0 : 1);
        }
        openImageJ();
        CommandTable.addPlugins();
        IJ.runMacroFile(macro.toString(), argument);
        System.out.print(Objects.requireNonNullElse(IJ.getLog(), ""));
    }

    private static void openImageJ() {
        try {
            new ImageJ().exitWhenQuitting(true);
        } catch (AWTError e) {
            refuse(e.getMessage() + " Unset it to run without a display.");
        }
    }

    private static void refuse(String sentence) {
        System.err.println(sentence);
        System.exit(2);
    }

    /** Returns whether the macro came to its end. ImageJ tells a macro's error in a dialog, which has no place here. */
    private static boolean runHeadless(String macro, String argument) {
        Interpreter interpreter = new Interpreter();
        try {
            interpreter.run(macro, argument);
        } catch (HeadlessException e) {
            // With an error it was the dialog that shows it; the error is told below.
            if (!interpreter.wasError()) {
                System.err.println("The macro opens a dialog or a window of text (line " + interpreter.getLineNumber()
                        + "), but there is no display. Give what a dialog asks for as the macro's argument.");
                return false;
            }
        } catch (RuntimeException e) {
            if (Macro.MACRO_CANCELED.equals(e.getMessage())) {
                return false;
            }
            throw e;
        }
        if (interpreter.wasError()) {
            System.err.println(interpreter.getErrorMessage() + " (before line " + interpreter.getLineNumber() + ")");
        }
        return !interpreter.wasError();
    }
}
