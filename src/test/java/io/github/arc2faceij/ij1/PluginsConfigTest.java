package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Plain ImageJ knows the commands from plugins.config, Fiji from their annotations: both must say the same. */
class PluginsConfigTest {

    @Test
    void everyCommandHasALineWithItsMenuEntry() {
        assertEquals(annotated(), Set.copyOf(MenuEntries.ofCommands()));
    }

    private static Set<PluginEntry> annotated() {
        try (Context context = new Context(CommandService.class)) {
            return context.service(CommandService.class).getCommands().stream()
                    .filter(command -> command.getDelegateClassName().startsWith(MenuEntries.COMMANDS))
                    .map(command -> {
                        String path = command.getMenuPath().getMenuString().replace(" > ", ">");
                        int leaf = path.lastIndexOf('>');
                        return new PluginEntry(
                                path.substring(0, leaf),
                                path.substring(leaf + 1),
                                CommandPlugIn.class.getName() + "(\"" + command.getDelegateClassName() + "\")");
                    })
                    .collect(Collectors.toSet());
        }
    }
}
