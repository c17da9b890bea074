package io.github.arc2faceij.ij1;

import io.github.arc2faceij.commands.GenerateFaces;
import java.util.List;

/** What plain ImageJ is told of the commands. */
final class MenuEntries {

    static final String COMMANDS = GenerateFaces.class.getPackageName() + ".";

    private MenuEntries() {}

    /** @return the entries of the plugin's commands, and not those of the tests, in the order of the menu */
    static List<PluginEntry> ofCommands() {
        return CommandTable.pluginEntries().stream()
                .filter(entry -> entry.call().contains(COMMANDS))
                .toList();
    }
}
