package io.github.arc2faceij.commands;

import ij.measure.ResultsTable;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Marks the tables of this plugin's commands as shown, which they are: SciJava knows no ImageJ 1 tables and would write
 * a warning for each, which in Fiji opens the console.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public class ShownTables extends AbstractPostprocessorPlugin {

    @Override
    public void process(Module module) {
        if (module.getDelegateObject() instanceof CancellableCommand) {
            for (ModuleItem<?> output : module.getInfo().outputs()) {
                if (output.getType() == ResultsTable.class) {
                    module.resolveOutput(output.getName());
                }
            }
        }
    }
}
