package io.github.arc2faceij.ij1;

import io.github.arc2faceij.commands.macro.CommandMetadata;
import io.github.arc2faceij.commands.macro.FijiMacros;
import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

/**
 * Opens this plugin's own dialog in ImageJ2, too, for what neither a script nor a macro has given. SciJava's own would be
 * a single column without help and defaults, and would keep the user from the photo whose landmarks the pictures follow.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 0.5)
public class DialogHarvester extends AbstractPreprocessorPlugin {

    @Override
    public void process(Module module) {
        if (!CommandMetadata.isOurs(module.getInfo())
                || GraphicsEnvironment.isHeadless()
                || !FijiMacros.isFiji(context())) {
            return;
        }
        String title = CommandMetadata.title(module.getInfo());
        List<Input> lacking = Input.of(title, module).stream()
                .filter(input -> !module.isInputResolved(input.item().getName()))
                .toList();
        try {
            if (lacking.stream().anyMatch(Input::isAsked)) {
                CommandDialog.fill(title, module, lacking);
            }
            module.getInfo().inputs().forEach(input -> module.resolveInput(input.getName()));
        } catch (CancellationException e) {
            cancel(null);
        } catch (Arc2FaceException e) {
            cancel(e.getMessage());
        }
    }
}
