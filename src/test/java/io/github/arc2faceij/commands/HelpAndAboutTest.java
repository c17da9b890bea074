package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.models.install.Bundle;
import io.github.arc2faceij.models.install.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.scijava.command.Command;

/** What the pages say where there is no display: ImageJ's Log is the standard output then. */
class HelpAndAboutTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void aboutNamesVersionAndEveryLicence() {
        String text = logged(About.class);
        assertTrue(text.startsWith("Arc2Face for ImageJ "), text);
        for (Bundle bundle : Catalogue.published().bundles().values()) {
            String licence = bundle.licence().name();
            assertTrue(text.contains(licence) || licence.startsWith("InsightFace"), licence);
        }
        assertPlain(text);
    }

    @Test
    void helpNamesEveryCommandWithItsKeysAndAllItsLinksLeadSomewhere() {
        String text = logged(Help.class);
        CommandMetadataTest.commands().forEach(command -> {
            String entry = RUNNER.context()
                    .service(org.scijava.command.CommandService.class)
                    .getCommand(command)
                    .getMenuPath()
                    .getLeaf()
                    .getName();
            assertTrue(text.contains(entry), entry);
        });
        assertTrue(text.contains("guidance: How strongly"), text);
        assertPlain(text);
        String page = BundledText.read("help.html");
        List<String> links = Pattern.compile("href=\"#(\\w+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertEquals(7, links.size());
        links.forEach(link -> assertTrue(page.contains("<a name=\"" + link + "\">"), link));
    }

    @Test
    void citationsAreBibTex() {
        String text = logged(CopyCitations.class);
        List<String> keys = Pattern.compile("(?m)^@\\w+\\{(\\w+),$")
                .matcher(text)
                .results()
                .map((MatchResult entry) -> entry.group(1))
                .toList();
        assertEquals(21, keys.size(), text);
        assertEquals(keys.size(), keys.stream().distinct().count());
        assertEquals("papantoniou2024arc2face", keys.get(0));
        assertEquals(
                text.chars().filter(c -> c == '{').count(),
                text.chars().filter(c -> c == '}').count());
    }

    private static void assertPlain(String text) {
        assertFalse(text.contains("${") || text.contains("<p") || text.contains("&gt;"), text);
    }

    private static String logged(Class<? extends Command> command) {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            RUNNER.succeed(command);
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
