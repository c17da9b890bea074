package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.Menus;
import java.awt.HeadlessException;
import java.awt.Menu;
import java.awt.MenuItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * ImageJ's table of commands, completed for an ImageJ that {@link Launcher} starts. ImageJ 1.54p fills it while it makes
 * its menus, so that without a display no macro can run a command; and it looks for plugins in its own folder only, not
 * on the class path.
 */
final class CommandTable {

    private CommandTable() {}

    /** Fills the table where there is no display: ImageJ's own commands, as far as they do without windows. */
    static void makeWithoutDisplay() {
        if (Menus.getCommands() == null) {
            makeEmpty();
        }
        readImageJProperties().values().stream()
                .map(line -> PluginEntry.of(line.toString()))
                .flatMap(Optional::stream)
                .forEach(CommandTable::add);
        PluginEntry.read(CommandTable.class.getResource("headless-commands.config"))
                .forEach(CommandTable::add);
    }

    /** ImageJ makes the table just before its first menu, which fails. */
    private static void makeEmpty() {
        try {
            IJ.run("");
        } catch (HeadlessException e) {
            if (Menus.getCommands() == null) {
                throw e;
            }
        }
    }

    /** Adds the plugins of the class path; with windows also to the menus. */
    static void addPlugins() {
        Map<String, Menu> menus = new HashMap<>();
        for (PluginEntry entry : pluginEntries()) {
            add(entry);
            if (IJ.getInstance() != null) {
                MenuItem item = new MenuItem(entry.name());
                item.addActionListener(IJ.getInstance());
                menus.computeIfAbsent(entry.menu(), CommandTable::menu).add(item);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void add(PluginEntry entry) {
        ((Hashtable<String, String>) Menus.getCommands()).put(entry.name(), entry.call());
    }

    /** Finds ImageJ's menu {@code Edit>Options}, or adds {@code Plugins>Arc2Face} to its parent. */
    private static Menu menu(String path) {
        Menu menu = Menus.getImageJMenu(path);
        if (menu == null) {
            int end = path.lastIndexOf('>');
            menu = new Menu(path.substring(end + 1));
            Menus.getImageJMenu(path.substring(0, end)).add(menu);
        }
        return menu;
    }

    /** @return the entries of every plugins.config on the class path, in their order */
    static List<PluginEntry> pluginEntries() {
        try {
            return Collections.list(CommandTable.class.getClassLoader().getResources("plugins.config")).stream()
                    .flatMap(config -> PluginEntry.read(config).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties readImageJProperties() {
        Properties properties = new Properties();
        try (InputStream file = IJ.class.getResourceAsStream("/IJ_Props.txt")) {
            properties.load(file);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
