package io.github.arc2faceij.commands.macro;

import ij.ImagePlus;
import ij.Macro;
import ij.macro.Interpreter;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.util.Types;

/**
 * Gives the line of a macro the meaning in ImageJ2 that it has in plain ImageJ, for this plugin's commands. Keys that the
 * line leaves out take the default of the dialog's first opening, where ImageJ2 would open a dialog and keep the macro
 * waiting. A key alone is a flag that is set. In batch mode the image is the macro's active one, and not that of the
 * front window. A key that does not exist, and a text in place of a number, is refused by a sentence.
 *
 * <p>It runs after all that fills inputs from the macro, and before the dialog.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_LOW + 1)
public class MacroInputs extends AbstractPreprocessorPlugin {

    @Override
    public void process(Module module) {
        if (!CommandMetadata.isOurs(module.getInfo()) || !FijiMacros.isFiji(context())) {
            return;
        }
        String options = Macro.getOptions();
        if (options == null) {
            return;
        }
        try {
            fill(module, options);
        } catch (Arc2FaceException e) {
            cancel(e.getMessage());
            FijiMacros.end(context(), e.getMessage());
        }
    }

    private static void fill(Module module, String options) {
        String title = CommandMetadata.title(module.getInfo());
        Map<String, String> texts = MacroOptions.parse(title, options);
        MacroOptions.checkKeys(title, texts, keys(module));
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            String text = texts.get(key(input));
            if (text != null) {
                MacroNumbers.check(input, text);
                if (Types.isBoolean(input.getType())) {
                    module.setInput(input.getName(), Boolean.parseBoolean(text));
                }
            } else if (input.getType() == ImagePlus.class) {
                takeBatchImage(module, input);
            }
            module.resolveInput(input.getName());
        }
    }

    private static void takeBatchImage(Module module, ModuleItem<?> input) {
        ImagePlus image = Interpreter.getLastBatchModeImage();
        if (image != null) {
            module.setInput(input.getName(), image);
        }
    }

    private static List<String> keys(Module module) {
        return CommandMetadata.keys(module.getInfo()).stream()
                .map(MacroInputs::key)
                .toList();
    }

    private static String key(ModuleItem<?> input) {
        return input.getName().toLowerCase(Locale.ROOT);
    }
}
