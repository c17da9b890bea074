package io.github.arc2faceij.commands;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.macro.CommandMetadata;
import io.github.arc2faceij.macro.MacroNumbers;
import java.util.List;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** A generating command that is not run but asked what pictures its keys mean, for commands that make them otherwise. */
final class GeneratingKeys {

    private final CommandInfo info;
    private final Module module;

    /**
     * All keys have their defaults.
     *
     * @param context of the command that asks
     * @param command which
     */
    GeneratingKeys(Context context, Class<? extends GeneratingCommand> command) {
        info = context.service(CommandService.class).getCommand(command);
        module = context.service(ModuleService.class).createModule(info);
    }

    /** @return the names of all keys, in the order of the dialog */
    List<String> names() {
        return CommandMetadata.keys(info).stream().map(ModuleItem::getName).toList();
    }

    /**
     * @param key any
     * @return whether the command has it
     */
    boolean has(String key) {
        return info.getInput(key) != null;
    }

    /**
     * @param key one of the command's
     * @param value of a type that the key takes, or its text
     */
    void set(String key, Object value) {
        module.setInput(key, value);
    }

    /**
     * @param key one of the command's
     * @param text of a number, a choice, a flag or a text, as a macro gives it
     * @throws Arc2FaceException when the key does not take it
     */
    void setText(String key, String text) {
        ModuleItem<?> item = info.getInput(key);
        MacroNumbers.check(item, text);
        if (item.getChoices() != null
                && !item.getChoices().isEmpty()
                && !item.getChoices().contains(text)) {
            throw new Arc2FaceException(
                    "The key " + key + " cannot be \"" + text + "\". Give one of " + item.getChoices() + ".");
        }
        module.setInput(key, text);
    }

    /** @return the command with these keys */
    GeneratingCommand command() {
        return (GeneratingCommand) module.getDelegateObject();
    }
}
