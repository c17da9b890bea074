package io.github.arc2faceij.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the project in Markdown.
 *
 * @param file where it is, relative to the project's folder
 * @param text what it holds
 */
public record Page(Path file, String text) {

    private static final Path SITE = Path.of("src", "site");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** @return the page that a visitor sees first */
    public static Page readme() {
        return read(Path.of("README.md"));
    }

    /** @return the pages that the README leads to */
    public static List<Page> ofSite() {
        try (Stream<Path> files = Files.list(SITE)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param file a file in Markdown
     * @return the page
     */
    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param language the word after the opening fence; empty for blocks without one
     * @return the code blocks in this language
     */
    public List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** @return what stands in brackets after each linked text and each picture */
    List<String> links() {
        return LINK.matcher(prose()).results().map(link -> link.group(1)).toList();
    }

    /** @return the names by which a link reaches a heading, as GitHub makes them */
    List<String> anchors() {
        return HEADING.matcher(prose())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** @return the paragraph after the title */
    String opening() {
        return text.split("\n\n")[1];
    }

    private String prose() {
        Matcher blocks = FENCE.matcher(text);
        return blocks.replaceAll("");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
