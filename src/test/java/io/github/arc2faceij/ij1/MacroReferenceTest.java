package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** The macro reference is what the commands say of themselves. */
class MacroReferenceTest {

    private static final Context CONTEXT = new Context(CommandService.class);

    private static final String OPENING =
            """
            # Macro reference

            Every entry of the menus with its keys, as the macro recorder writes them. A key that is left out takes the
            default given here, and not what a dialog remembers; only the options keep what was chosen last. `image=[Title]`
            names the image; without it the active one is taken. Texts with blanks stand in brackets.

            The other files of this folder are examples, one for each command; they run in the tests. This page is written
            from the commands themselves.
            """;

    @AfterAll
    static void stopSciJava() {
        CONTEXT.dispose();
    }

    @Test
    void thePageSaysWhatTheCommandsSay() throws IOException {
        Path made = Files.createDirectories(Path.of("target")).resolve("macro-reference.md");
        Files.writeString(made, page());
        assertEquals(
                Files.readString(made),
                Files.readString(Path.of("macros", "README.md")),
                "a command has changed: copy " + made + " to macros/README.md");
    }

    private static String page() {
        return MenuEntries.ofCommands().stream()
                .map(MacroReferenceTest::section)
                .collect(Collectors.joining("\n", OPENING + "\n", ""));
    }

    private static String section(PluginEntry entry) {
        Module command = command(entry);
        List<Input> inputs =
                Input.of(entry.name(), command).stream().filter(Input::isAsked).toList();
        String heading = "## " + entry.name() + "\n\n" + entry.menu().replace(">", " > ") + ". "
                + command.getInfo().getDescription() + "\n\n";
        String example = inputs.stream()
                .map(input -> input.key() + "=" + bracketed(input.text(command)))
                .collect(Collectors.joining(" "));
        String call = example.isEmpty()
                ? "run(\"%s\");".formatted(entry.name())
                : "run(\"%s\", \"%s\");".formatted(entry.name(), example);
        return heading + "```\n" + call + "\n```\n" + table(command, inputs);
    }

    private static String table(Module command, List<Input> inputs) {
        return inputs.isEmpty()
                ? ""
                : inputs.stream()
                        .map(input -> row(command, input))
                        .collect(Collectors.joining("\n", "\n| key | default | takes | |\n|---|---|---|---|\n", "\n"));
    }

    private static String row(Module command, Input input) {
        String text = input.text(command);
        return "| `%s` | %s | %s | **%s** %s |"
                .formatted(
                        input.key(),
                        text.isEmpty() ? "none" : text,
                        input.type().allowed(input.item()),
                        HelpPage.label(input),
                        input.item().getDescription());
    }

    private static String bracketed(String text) {
        return text.isEmpty() || text.contains(" ") ? "[" + text + "]" : text;
    }

    /** As it is before anything is remembered. */
    private static Module command(PluginEntry entry) {
        String name = entry.call().replaceAll(".*\\(\"|\"\\)", "");
        CommandInfo info = CONTEXT.service(CommandService.class).getCommand(name);
        Module command = CONTEXT.service(ModuleService.class).createModule(info);
        Input.of(entry.name(), command).forEach(input -> DialogLink.initialize(command, input.item()));
        return command;
    }
}
