package io.github.arc2faceij.commands.macro;

import java.util.List;
import java.util.stream.StreamSupport;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

/** What a command's annotations say of it, in the words that a user reads and writes. */
public final class CommandMetadata {

    private CommandMetadata() {}

    /**
     * @param command any SciJava command
     * @return its menu entry without the dots: {@code Generate Faces}
     */
    public static String title(ModuleInfo command) {
        return command.getMenuPath().getLeaf().getName().replace("...", "");
    }

    /**
     * @param command any SciJava command
     * @return the inputs that are a user's to give, in the order of the dialog: no services and no messages
     */
    public static List<ModuleItem<?>> keys(ModuleInfo command) {
        return StreamSupport.stream(command.inputs().spliterator(), false)
                .filter(CommandMetadata::isKey)
                .toList();
    }

    /**
     * @param command any SciJava command
     * @return whether it is one of this plugin
     */
    public static boolean isOurs(ModuleInfo command) {
        return command.getDelegateClassName().startsWith(CommandMetadata.class.getPackageName() + ".");
    }

    private static boolean isKey(ModuleItem<?> input) {
        return input.getVisibility() != ItemVisibility.MESSAGE
                && !Service.class.isAssignableFrom(input.getType())
                && input.getType() != Context.class;
    }
}
