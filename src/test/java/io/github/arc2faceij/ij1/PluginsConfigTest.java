package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.commands.GenerateFaces;
import java.io.IOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Plain ImageJ knows the commands from plugins.config, Fiji from their annotations: both must say the same. */
class PluginsConfigTest {

    private static final String COMMANDS = GenerateFaces.class.getPackageName() + ".";

    @Test
    void everyCommandHasALineWithItsMenuEntry() throws IOException {
        assertEquals(annotated(), configured());
    }

    private static Set<PluginEntry> configured() throws IOException {
        return Collections.list(PluginsConfigTest.class.getClassLoader().getResources("plugins.config")).stream()
                .map((URL config) -> PluginEntry.read(config))
                .flatMap(Collection::stream)
                .filter(entry -> entry.call().contains(COMMANDS))
                .collect(Collectors.toSet());
    }

    private static Set<PluginEntry> annotated() {
        try (Context context = new Context(CommandService.class)) {
            return context.service(CommandService.class).getCommands().stream()
                    .filter(command -> command.getDelegateClassName().startsWith(COMMANDS))
                    .map(command -> {
                        String path = command.getMenuPath().getMenuString().replace(" > ", ">");
                        int leaf = path.lastIndexOf('>');
                        return new PluginEntry(
                                path.substring(0, leaf),
                                path.substring(leaf + 1),
                                Door.class.getName() + "(\"" + command.getDelegateClassName() + "\")");
                    })
                    .collect(Collectors.toSet());
        }
    }
}
