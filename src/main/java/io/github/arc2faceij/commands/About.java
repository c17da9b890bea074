package io.github.arc2faceij.commands;

import io.github.arc2faceij.device.RuntimeEnvironment;
import io.github.arc2faceij.recipe.Recipe;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Plugin;

/** Says whose work this is: version, licences, what to cite, and what to mind with faces. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>About Arc2Face",
        description = "Show the version, the licences, what to cite, and what to consider when you work with faces.",
        headless = true)
public class About extends ContextCommand {

    @Override
    public void run() {
        BundledText.show("About Arc2Face", page());
    }

    private static String page() {
        return BundledText.read("about.html")
                .replace("${version}", Recipe.version())
                .replace("${onnxruntime}", RuntimeEnvironment.get().getVersion())
                .replace("${site}", BundledText.SITE);
    }
}
