package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Menus;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandService;
import org.scijava.plugin.PluginService;
import org.scijava.search.SearchResult;
import org.scijava.search.Searcher;
import org.scijava.ui.swing.script.TextEditor;

/** Where a user finds the plugin: in the menus, by the search bar, and in the Script Editor. */
class FindingIT {

    private static final List<String> IN_PLUGINS = List.of(
            "About Arc2Face",
            "Align Face...",
            "Arc2Face Help",
            "Average Faces...",
            "Batch from Job...",
            "Batch...",
            "Caricature...",
            "Check Installation",
            "Compare Face IDs...",
            "Compute Face IDs...",
            "Continuum...",
            "Copy Citations",
            "De-identify Photo...",
            "Detect Faces...",
            "Face Space...",
            "Generate Faces in Pose...",
            "Generate Faces...",
            "Generate Several People...",
            "Generate from Recipe...",
            "Install Models...",
            "Invent People...",
            "Mix Identities...",
            "Prepare Pictures...",
            "Release Memory",
            "Save Faces...",
            "Show Pose Normal Map...");

    @Test
    void theMenuHasEveryCommandOnce() {
        ImageJ2.service(CommandService.class);
        MenuBar bar = Menus.getMenuBar();
        assertEquals(
                IN_PLUGINS, labels(menu(bar, "Plugins", "Arc2Face")).sorted().toList());
        assertEquals(
                1,
                labels(menu(bar, "Edit", "Options"))
                        .filter("Arc2Face..."::equals)
                        .count());
    }

    private static Menu menu(MenuBar bar, String name, String below) {
        Menu menu = IntStream.range(0, bar.getMenuCount())
                .mapToObj(bar::getMenu)
                .filter(candidate -> candidate.getLabel().equals(name))
                .findFirst()
                .orElseThrow();
        return (Menu) IntStream.range(0, menu.getItemCount())
                .mapToObj(menu::getItem)
                .filter(item -> item.getLabel().equals(below))
                .reduce((first, second) -> {
                    throw new AssertionError("two menus " + below);
                })
                .orElseThrow();
    }

    private static java.util.stream.Stream<String> labels(Menu menu) {
        return IntStream.range(0, menu.getItemCount()).mapToObj(menu::getItem).map(MenuItem::getLabel);
    }

    @ParameterizedTest
    @CsvSource({
        "generate faces, Generate Faces...",
        "arc2face, Generate Faces...",
        "mix identities, Mix Identities...",
        "arc2face, Arc2Face Options"
    })
    void theSearchBarFindsCommands(String typed, String command) {
        List<String> names = found("Commands", typed);
        assertEquals(1, names.stream().filter(command::equals).count(), names.toString());
    }

    @Test
    void theSearchBarFindsTheTemplates() {
        List<String> names = found("Script templates", "Pictures_and_Similarity");
        assertTrue(names.stream().anyMatch(name -> name.contains("Pictures_and_Similarity")), names.toString());
    }

    private static List<String> found(String searcher, String typed) {
        List<Searcher> searchers = ImageJ2.service(PluginService.class).createInstancesOfType(Searcher.class);
        return searchers.stream()
                .filter(candidate -> candidate.title().equals(searcher))
                .flatMap(candidate -> candidate.search(typed, true).stream())
                .map(SearchResult::name)
                .toList();
    }

    @Test
    void theScriptEditorHasTheTemplates() throws Exception {
        ImageJ2.service(CommandService.class);
        AtomicReference<TextEditor> editor = new AtomicReference<>();
        SwingUtilities.invokeAndWait(() -> editor.set(new TextEditor(ImageJ2.context())));
        TreeSet<String> templates = new TreeSet<>();
        JMenuBar bar = editor.get().getJMenuBar();
        for (JMenu menu : menus(bar.getComponents())) {
            if (menu.getText().equals("Templates")) {
                for (JMenu below : menus(menu.getMenuComponents())) {
                    if (below.getText().equals("Arc2Face")) {
                        for (java.awt.Component item : below.getMenuComponents()) {
                            templates.add(((JMenuItem) item).getText());
                        }
                    }
                }
            }
        }
        SwingUtilities.invokeAndWait(() -> editor.get().dispose());
        assertEquals(
                List.of(
                        "Align Face (ImageJ Macro)",
                        "Average Faces (ImageJ Macro)",
                        "Batch (ImageJ Macro)",
                        "Batch from Job (ImageJ Macro)",
                        "Caricature (ImageJ Macro)",
                        "Compare Face IDs (ImageJ Macro)",
                        "Compute Face IDs (ImageJ Macro)",
                        "Continuum (ImageJ Macro)",
                        "De-identify Photo (ImageJ Macro)",
                        "Detect Faces (ImageJ Macro)",
                        "Face Space (ImageJ Macro)",
                        "Generate Expressions (ImageJ Macro)",
                        "Generate Faces (ImageJ Macro)",
                        "Generate Faces in Pose (ImageJ Macro)",
                        "Generate Several People (ImageJ Macro)",
                        "Generate by FaceStudio (ImageJ Macro)",
                        "Generate from Recipe (ImageJ Macro)",
                        "Generate in Style (ImageJ Macro)",
                        "Install Models (ImageJ Macro)",
                        "Invent People (ImageJ Macro)",
                        "Mix Identities (ImageJ Macro)",
                        "Pictures and Similarity (Groovy)",
                        "Prepare Pictures (ImageJ Macro)",
                        "Save Faces (ImageJ Macro)",
                        "Show Pose Normal Map (ImageJ Macro)",
                        "Who Is Alike in a Folder (Python (Jython))"),
                new ArrayList<>(templates));
    }

    private static List<JMenu> menus(java.awt.Component[] components) {
        return java.util.stream.Stream.of(components)
                .filter(JMenu.class::isInstance)
                .map(JMenu.class::cast)
                .toList();
    }
}
