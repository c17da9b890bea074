package io.github.arc2faceij.commands;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.LibraryJars;
import io.github.arc2faceij.macro.FijiMacros;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.log.LogService;

/** The one place where whatever stops a command becomes one sentence for the user. */
final class Failures {

    private Failures() {}

    /**
     * Does the work; when it fails, the command is cancelled with the sentence. Only errors of the program are logged.
     *
     * @param command gets the sentence as its cancel reason
     * @param context of the command
     * @param log for developers
     * @param work may throw anything
     */
    static void guard(Cancelable command, Context context, LogService log, Runnable work) {
        try {
            work.run();
        } catch (CancellationException | Arc2FaceException | OutOfMemoryError e) {
            cancel(command, context, sentence(e));
        } catch (LinkageError | AssertionError e) { // the latter is what Gson before 2.10 throws at records
            String libraries = LibraryJars.explain("");
            if (libraries.isEmpty()) {
                log.error(e);
            }
            cancel(
                    command,
                    context,
                    libraries.isEmpty() ? sentence(e) : "A library does not fit (" + e + "). " + libraries);
        } catch (RuntimeException e) {
            log.error(e);
            cancel(command, context, sentence(e));
        }
    }

    private static void cancel(Cancelable command, Context context, String reason) {
        command.cancel(reason);
        FijiMacros.end(context, reason);
    }

    /**
     * @param failure whatever stopped the work
     * @return what to tell the user
     */
    static String sentence(Throwable failure) {
        if (failure instanceof CancellationException) {
            return "Cancelled.";
        }
        if (failure instanceof Arc2FaceException) {
            return failure.getMessage();
        }
        if (failure instanceof OutOfMemoryError) {
            return String.format(
                    Locale.ROOT,
                    "The memory of %.1f GB is not enough. Close images, ask for fewer pictures at once, or give"
                            + " ImageJ more memory (Edit > Options > Memory & Threads...).",
                    Runtime.getRuntime().maxMemory() / 1e9);
        }
        return "An error in the program stopped the command (" + failure
                + "). The console says where. Please report it.";
    }
}
