package io.github.arc2faceij.ij1;

import org.scijava.options.OptionsPlugin;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Options with one choice. */
@Plugin(
        type = OptionsPlugin.class,
        headless = true,
        menu = {@Menu(label = "Edit"), @Menu(label = "Options"), @Menu(label = "Probe Options...")})
public class ProbeOptions extends OptionsPlugin {

    @Parameter(choices = {"CPU", "CUDA"})
    private String device = "CPU";

    @Parameter
    private boolean keep = true;
}
