package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.concurrent.CancellationException;
import org.scijava.Cancelable;
import org.scijava.module.Module;

/** What a call from plain ImageJ ends with when it does not succeed: one sentence, never a stack trace. */
final class CallFailures {

    private static final String CANCELLED = "Cancelled.";

    private CallFailures() {}

    /**
     * Does the work. A failed or cancelled call is not recorded. A cancelled one says so in the status bar; any other is
     * told to the user and ends the macro that runs.
     *
     * @param title the command, for messages
     * @param work what may fail
     */
    static void guard(String title, Runnable work) {
        try {
            work.run();
        } catch (CancellationException e) {
            Recorder.disableCommandRecording();
            IJ.showStatus(CANCELLED);
        } catch (Arc2FaceException e) {
            tell(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            if (Macro.MACRO_CANCELED.equals(e.getMessage())) {
                throw e;
            }
            CommandContext.log().error(title, e);
            tell(title + " stopped because of an error in the program (" + e + "). The console says where.");
        }
    }

    /**
     * @param module a command that has run
     * @throws CancellationException when the user cancelled it
     * @throws Arc2FaceException when it cancelled itself, with its reason
     */
    static void checkNotCancelled(Module module) {
        if (module instanceof Cancelable command && command.isCanceled()) {
            if (CANCELLED.equals(command.getCancelReason())) {
                throw new CancellationException();
            }
            throw new Arc2FaceException(command.getCancelReason());
        }
    }

    private static void tell(String sentence) {
        Recorder.disableCommandRecording();
        Interpreter macro = Interpreter.getInstance();
        if (IJ.getInstance() != null) {
            IJ.error("Arc2Face", forDialog(sentence, macro != null));
        } else if (macro == null) {
            IJ.error("Arc2Face", sentence);
        } else {
            // Left alone, IJ.error would show a dialog nobody sees, or fail without a display.
            IJ.log(sentence + " (macro line " + macro.getLineNumber() + ")");
            macro.setIgnoreErrors(true);
            IJ.error("Arc2Face", sentence);
            Macro.abort();
        }
    }

    /**
     * ImageJ's dialogs do not break lines, and for a macro they go on with "in line 3".
     *
     * @param sentence for the user
     * @param inMacro whether it ends a macro
     * @return the sentence in lines for a dialog
     */
    static String forDialog(String sentence, boolean inMacro) {
        String lines = sentence.replaceAll("(.{70}\\S*)\\s+", "$1\n");
        return inMacro && lines.endsWith(".") ? lines.substring(0, lines.length() - 1) : lines;
    }
}
