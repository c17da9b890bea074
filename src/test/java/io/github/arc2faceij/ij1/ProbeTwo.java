package io.github.arc2faceij.ij1;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command with two images, which writes their titles into that of its output. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "Arc2Face"), @Menu(label = "Probe Two...")})
public class ProbeTwo implements Command {

    @Parameter(persist = false)
    private ImagePlus image;

    @Parameter(persist = false)
    private ImagePlus other;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Override
    public void run() {
        output = new ImagePlus(image.getTitle() + " and " + other.getTitle(), new ByteProcessor(1, 1));
    }
}
