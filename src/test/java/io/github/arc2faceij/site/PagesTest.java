package io.github.arc2faceij.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** The pages lead to what exists, and name what exists. */
class PagesTest {

    private static final int THREE_MINUTES = 930;

    static Stream<Page> pages() {
        Stream<Path> others = Stream.of(
                        "CONTRIBUTING.md",
                        "macros/README.md",
                        "update-site/README.md",
                        "test-images/README.md",
                        "models/arc2face-mini/README.md",
                        "models/arc2face-mini/training/README.md",
                        "models/head/README.md",
                        "models/space/README.md")
                .map(Path::of);
        return Stream.concat(Stream.of(Page.readme()), Stream.concat(Page.ofSite().stream(), others.map(Page::read)));
    }

    static List<Page> sitePages() {
        return Page.ofSite();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkAndPictureExists(Page page) {
        assertEquals(
                List.of(),
                page.links().stream().filter(link -> leadsNowhere(page, link)).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMavenProfileExists(Page page) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> profiles = Pattern.compile("mvn [^`\n]*?-P([\\w-]+)")
                .matcher(page.text())
                .results()
                .map(command -> command.group(1))
                .toList();
        profiles.forEach(profile -> assertTrue(pom.contains("<id>" + profile + "</id>"), profile));
    }

    @ParameterizedTest
    @MethodSource("sitePages")
    void everyPageBeginsWithWhomItIsFor(Page page) {
        assertTrue(page.opening().startsWith("This page is for "), page.opening());
    }

    @Test
    void theReadmeIsShortAndLeadsToEveryPage() {
        Page readme = Page.readme();
        assertTrue(readme.text().split("\\s+").length <= THREE_MINUTES);
        Set<Path> reached =
                readme.links().stream().map(Path::of).map(Path::normalize).collect(Collectors.toSet());
        Page.ofSite().forEach(page -> assertTrue(reached.contains(page.file()), page.toString()));
    }

    /** Whole messages hold values; between them, and without the messages of Java and Fiji, the words are ours. */
    @Test
    void theMessagesOfTheTroubleshootingPageAreInTheCode() throws IOException {
        String page = Page.read(Path.of("src/site/troubleshooting.md")).text();
        String rows = page.lines().filter(line -> line.startsWith("| ")).collect(Collectors.joining("\n"));
        List<String> clauses = Pattern.compile("(?m)\"([^\"|]+)\"(?=[^|]*\\|[^|]*\\|$)")
                .matcher(rows)
                .results()
                .flatMap(message -> Stream.of(message.group(1).split("\\.\\.\\.| \\d ")))
                .map(String::strip)
                .filter(clause -> clause.length() > 8 && !clause.matches("WARNING: .*|Two versions of module.*"))
                .toList();
        assertTrue(clauses.size() >= 8, clauses.toString());
        String code = code();
        assertEquals(
                List.of(),
                clauses.stream().filter(clause -> !code.contains(clause)).toList());
    }

    /** The program's text, its concatenated literals joined. */
    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }

    @Test
    void theTableOfCommandsNamesEachEntryOfTheMenu() {
        String text = Page.read(Path.of("src/site/macros.md")).text();
        try (Context context = new Context(CommandService.class)) {
            List<String> missing = context.service(CommandService.class).getCommands().stream()
                    .filter(command -> command.getDelegateClassName().startsWith("io.github.arc2faceij.commands."))
                    .map(PagesTest::entry)
                    .filter(entry -> !text.contains("| " + entry + " |"))
                    .toList();
            assertEquals(List.of(), missing);
        }
    }

    @Test
    void theDependencyIsThisProject() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String dependency =
                Page.read(Path.of("src/site/macros.md")).blocks("xml").get(0);
        List<String> lines = Pattern.compile("<(groupId|artifactId|version)>.*")
                .matcher(dependency)
                .results()
                .map(MatchResult::group)
                .toList();
        assertEquals(3, lines.size());
        String own = pom.substring(pom.indexOf("</parent>"), pom.indexOf("<name>"));
        lines.forEach(line -> assertTrue(own.contains(line), line));
    }

    /** The options are in another menu, where they have the plugin's name. */
    private static String entry(CommandInfo command) {
        String name = command.getMenuPath().getLeaf().getName();
        return name.equals("Arc2Face...") ? "Options..." : name;
    }

    private static boolean leadsNowhere(Page page, String link) {
        if (link.startsWith("https://")) {
            return false;
        }
        String[] parts = link.split("#", 2);
        Path folder = page.file().toAbsolutePath().getParent();
        Path target =
                parts[0].isEmpty() ? page.file() : folder.resolve(parts[0]).normalize();
        return !Files.exists(target)
                || parts.length == 2 && !Page.read(target).anchors().contains(parts[1]);
    }
}
