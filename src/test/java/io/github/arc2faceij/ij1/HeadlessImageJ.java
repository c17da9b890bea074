package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.macro.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Plain ImageJ without a display, with the plugins of the class path, the tests' commands among them. */
final class HeadlessImageJ {

    /**
     * What a macro did.
     *
     * @param answer what it returned; {@code [aborted]} when it did not come to its end
     * @param log what was printed meanwhile
     */
    record Outcome(String answer, String log) {}

    private HeadlessImageJ() {}

    static void start() {
        CommandTable.makeWithoutDisplay();
        CommandTable.addPlugins();
    }

    /** Leaves nothing to the tests of other classes. */
    static void stop() {
        runOn("close('*');");
        Interpreter.batchMode = false;
    }

    /** Runs a macro after closing the images of earlier ones. */
    static Outcome run(String macro) {
        return run(macro, "");
    }

    /** Runs a macro with an argument after closing the images of earlier ones. */
    static Outcome run(String macro, String argument) {
        PrintStream before = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        runOn("close('*');");
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            String answer = IJ.runMacro(macro, argument);
            return new Outcome(answer, log.toString(StandardCharsets.UTF_8).strip());
        } finally {
            System.setOut(before);
        }
    }

    /** Runs a macro on the images that are open; returns what it returned. */
    static String runOn(String macro) {
        return IJ.runMacro(macro);
    }
}
