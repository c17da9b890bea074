package io.github.arc2faceij.ij1;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.options.OptionsPlugin;

/**
 * The SciJava context of a plain ImageJ, made at the first call: commands and what they need, no user interface. It lasts
 * as long as ImageJ.
 */
final class CommandContext {

    private static Context context;

    private CommandContext() {}

    /**
     * @param commandClass name of a class that is a SciJava command
     * @return the command, its services filled in, its other inputs at their defaults; options at what is chosen now
     * @throws IllegalArgumentException when there is no such command
     */
    static Module module(String commandClass) {
        CommandInfo info = get().service(CommandService.class).getCommand(commandClass);
        if (info == null) {
            throw new IllegalArgumentException("no SciJava command " + commandClass);
        }
        Module module = get().service(ModuleService.class).createModule(info);
        if (module instanceof OptionsPlugin options) {
            options.load();
        }
        return module;
    }

    /** @return where to write what helps developers and not users */
    static LogService log() {
        return get().service(LogService.class);
    }

    /** ImageJ loads plugins by a class loader of its own, which SciJava looks for on the thread. */
    private static synchronized Context get() {
        if (context == null) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(CommandContext.class.getClassLoader());
            try {
                context = new Context(CommandService.class);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
        return context;
    }
}
