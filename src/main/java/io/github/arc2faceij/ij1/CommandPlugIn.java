package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.plugin.PlugIn;

/**
 * A SciJava command as a plain ImageJ plugin: {@code io.github.arc2faceij.ij1.CommandPlugIn("package.CommandClass")} in
 * {@code plugins.config}. What goes wrong is one sentence, and ends the macro that runs. This class itself needs nothing
 * but ImageJ, so that it can tell when libraries are missing, which ImageJ would not.
 */
public final class CommandPlugIn implements PlugIn {

    /** @param commandClass name of a class that is a SciJava command */
    @Override
    public void run(String commandClass) {
        try {
            CommandCall.run(commandClass);
        } catch (NoClassDefFoundError e) {
            IJ.error(
                    "Arc2Face",
                    "Arc2Face needs libraries that are missing (" + e.getMessage()
                            + "). Put them into the folder plugins/jars of ImageJ.");
        }
    }
}
