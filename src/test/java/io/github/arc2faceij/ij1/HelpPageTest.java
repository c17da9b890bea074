package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** The page behind a dialog's Help button leads to a page of the project. */
class HelpPageTest {

    private static final Pattern LINK = Pattern.compile("href=\"https://github\\.com/[^/]+/[^/]+/blob/main/([^\"]+)\"");

    @Test
    void everyCommandLeadsToAPageThatExists() {
        try (Context context = new Context(CommandService.class)) {
            List<CommandInfo> commands = context.service(CommandService.class).getCommands().stream()
                    .filter(command -> command.getDelegateClassName().startsWith("io.github.arc2faceij.commands."))
                    .toList();
            assertTrue(commands.size() > 15, commands.toString());
            for (CommandInfo command : commands) {
                String html = HelpPage.of("Title", command, List.of());
                List<String> pages =
                        LINK.matcher(html).results().map(link -> link.group(1)).toList();
                assertEquals(1, pages.size(), html);
                assertTrue(Files.isRegularFile(Path.of(pages.get(0))), pages.get(0));
            }
        }
    }
}
