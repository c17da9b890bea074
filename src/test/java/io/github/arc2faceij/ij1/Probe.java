package io.github.arc2faceij.ij1;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.command.Previewable;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command with one input of every kind, which writes them into the pixels and title of its output. */
@Plugin(
        type = Command.class,
        headless = true,
        description = "Tries the plugin.",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Arc2Face"), @Menu(label = "Probe...")})
public class Probe extends DynamicCommand implements Previewable {

    /** How many pictures the dialog last asked to preview; 0 when it is closed. */
    static volatile int previewed;

    @Parameter
    private LogService log;

    @Parameter(persist = false)
    private ImagePlus image;

    @Parameter(
            label = "Which face",
            description = "Whose face.",
            choices = {"Largest face", "Selection"})
    private String face = "Largest face";

    @Parameter(label = "Number of pictures", description = "How many.", min = "1", max = "64")
    private int count = 4;

    @Parameter(label = "Guidance scale", style = "slider", min = "0", max = "20", stepSize = "0.5")
    private double guidance = 3;

    @Parameter(label = "Seed", min = "0")
    private long seed = 42;

    @Parameter(label = "Write it down")
    private boolean verbose;

    @Parameter(label = "Note", required = false)
    private String note = "";

    @Parameter(label = "Folder", style = "directory", required = false)
    private File folder;

    @Parameter(visibility = ItemVisibility.INVISIBLE)
    private String hidden = "default";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Override
    public void run() {
        switch (note) {
            case "refuse" -> cancel("There is no face in " + image.getTitle() + ".");
            case "cancel" -> cancel("Cancelled.");
            case "fail" -> throw new IllegalStateException("broken");
            default -> output = picture();
        }
    }

    @Override
    public void preview() {
        previewed = count;
    }

    @Override
    public void cancel() {
        previewed = 0;
    }

    private ImagePlus picture() {
        String inputs = String.join(
                ";",
                image.getTitle(),
                face,
                "" + count,
                "" + guidance,
                "" + seed,
                "" + verbose,
                note,
                "" + folder,
                hidden);
        ColorProcessor pixels = new ColorProcessor(8, 8);
        pixels.setColor((int) (seed * count));
        pixels.fill();
        ImagePlus picture = new ImagePlus("probed", pixels);
        picture.setProperty("Info", inputs);
        return picture;
    }
}
