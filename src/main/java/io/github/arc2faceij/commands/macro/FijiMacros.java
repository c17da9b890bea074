package io.github.arc2faceij.commands.macro;

import ij.IJ;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import org.scijava.Context;

/** What Fiji leaves out when a command is cancelled: ending the macro, as ImageJ's own commands do, and telling why. */
public final class FijiMacros {

    private FijiMacros() {}

    /**
     * @param context of a command
     * @return whether ImageJ 1 runs inside ImageJ2, as in Fiji; before that is true, ImageJ's classes must not be touched
     */
    public static boolean isFiji(Context context) {
        return context.getService("net.imagej.legacy.LegacyService") != null;
    }

    /**
     * In Fiji, ends the macro that called the command, if there is one. SciJava shows the reason where there is a display;
     * elsewhere this writes it.
     *
     * @param context of the command
     * @param reason a sentence
     */
    public static void end(Context context, String reason) {
        if (!isFiji(context)) {
            return;
        }
        if (GraphicsEnvironment.isHeadless()) {
            IJ.log(reason);
        }
        Interpreter macro = Interpreter.getInstance();
        if (macro != null) {
            macro.setIgnoreErrors(true); // no second dialog
            macro.abort(reason);
        }
    }
}
