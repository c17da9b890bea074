package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.macro.CommandMetadata;
import io.github.arc2faceij.macro.MacroOptions;
import java.awt.EventQueue;
import java.util.List;
import java.util.Map;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * One call of a command: inputs from the macro that runs, else from a dialog; the command itself, on the calling thread
 * unless that is the event thread; its images shown, and the call recorded. A macro gets the defaults for the inputs that
 * it leaves out, never remembered ones.
 */
final class CommandCall {

    private CommandCall() {}

    /**
     * @param commandClass name of a class that is a SciJava command
     */
    static void run(String commandClass) {
        Module module = CommandContext.module(commandClass);
        String title = CommandMetadata.title(module.getInfo());
        CallFailures.guard(title, () -> {
            List<Input> inputs = Input.of(title, module);
            fill(title, module, inputs);
            if (EventQueue.isDispatchThread()) {
                new Thread(() -> CallFailures.guard(title, () -> run(module, inputs)), title).start();
            } else {
                run(module, inputs);
            }
        });
    }

    private static void fill(String title, Module module, List<Input> inputs) {
        String options = Macro.getOptions();
        List<Input> asked = inputs.stream().filter(Input::isAsked).toList();
        if (options != null || asked.isEmpty() || IJ.getInstance() == null) {
            Map<String, String> texts = MacroOptions.parse(title, options == null ? "" : options);
            MacroOptions.checkKeys(title, texts, inputs.stream().map(Input::key).toList());
            inputs.forEach(input -> input.fill(texts.get(input.key()), module));
        } else {
            inputs.forEach(input -> DialogLink.initialize(module, input.item()));
            CommandDialog.fill(title, module, inputs);
        }
    }

    private static void run(Module module, List<Input> inputs) {
        module.run();
        CallFailures.checkNotCancelled(module);
        for (ModuleItem<?> output : module.getInfo().outputs()) {
            if (module.getOutput(output.getName()) instanceof ImagePlus image) {
                Windows.show(image, Thread.currentThread());
            }
        }
        inputs.stream().filter(Input::isAsked).forEach(input -> input.record(module));
    }
}
