package io.github.arc2faceij.ij1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a {@code plugins.config} or of ImageJ's IJ_Props.txt:
 * {@code Plugins>Arc2Face, "Generate Faces...", package.Class("argument")}.
 *
 * @param menu where the entry is, {@code Plugins>Arc2Face}; empty when the line does not say
 * @param name the menu entry, without its shortcut
 * @param call the class, with its argument if there is one
 */
record PluginEntry(String menu, String name, String call) {

    private static final Pattern LINE =
            Pattern.compile("(?:([^#,\"]+),)?\\s*\"([^\"]+?)(?:\\[\\w])?\"\\s*,\\s*(\\S.*)");

    /**
     * @param line of a file
     * @return the entry, if it is one
     */
    static Optional<PluginEntry> of(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        return matcher.matches()
                ? Optional.of(new PluginEntry(
                        Optional.ofNullable(matcher.group(1)).orElse(""), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /**
     * @param config a file in UTF-8
     * @return its entries in their order
     */
    static List<PluginEntry> read(URL config) {
        try (InputStream stream = config.openStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(PluginEntry::of).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
