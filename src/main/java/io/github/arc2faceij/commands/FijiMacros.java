package io.github.arc2faceij.commands;

import ij.IJ;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import org.scijava.Context;

/** Ends macros as ImageJ's own commands do: Fiji would go on after a command that was cancelled. */
final class FijiMacros {

    private FijiMacros() {}

    /**
     * Ends the macro that called the command, if there is one and this is Fiji. SciJava shows the reason where there is a
     * display; elsewhere this writes it.
     *
     * @param context of the command
     * @param reason a sentence
     */
    static void end(Context context, String reason) {
        Interpreter macro = Interpreter.getInstance();
        if (macro == null || context.getService("net.imagej.legacy.LegacyService") == null) {
            return;
        }
        if (GraphicsEnvironment.isHeadless()) {
            IJ.log(reason);
        }
        macro.setIgnoreErrors(true); // no second dialog
        macro.abort(reason);
    }
}
