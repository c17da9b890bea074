package net.imagej.legacy;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/** A command of another plugin. */
public class SomeonesCommand implements Command {

    @Parameter(persist = false)
    private int number = 1;

    @Override
    public void run() {}
}
