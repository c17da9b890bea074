package io.github.arc2faceij.commands;

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

    /**
     * @param key any
     * @return whether the command has it
     */
    boolean has(String key) {
        return info.getInput(key) != null;
    }

    /**
     * @param key one of the command's
     * @return the parameter of that name
     */
    ModuleItem<?> item(String key) {
        return info.getInput(key);
    }

    /**
     * @param key one of the command's
     * @param value of a type that the key takes, or its text
     */
    void set(String key, Object value) {
        module.setInput(key, value);
    }

    /** @return the command with these keys */
    GeneratingCommand command() {
        return (GeneratingCommand) module.getDelegateObject();
    }
}
