package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Frees the model that the other commands keep; the next one loads it again. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Release Memory",
        description = "Free the memory of the loaded model. The next command loads it again.",
        headless = true)
public class ReleaseMemory extends ContextCommand {

    @Parameter
    private LogService log;

    @Override
    public void run() {
        Failures.guard(this, context(), log, Arc2Face::releaseShared);
    }
}
