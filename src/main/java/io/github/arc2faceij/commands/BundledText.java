package io.github.arc2faceij.commands;

import ij.IJ;
import ij.gui.HTMLDialog;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Pages that come with the plugin, and how they are shown: in a window, or without a display in the Log. */
final class BundledText {

    /** The plugin's address. */
    static final String SITE = "https://github.com/arc2faceij/Arc2Face_";

    private BundledText() {}

    /**
     * @param name of a file beside this class
     * @return its text
     */
    static String read(String name) {
        try (InputStream in = BundledText.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin's jar cannot be read", e);
        }
    }

    /**
     * @param title of the window
     * @param html what it shows
     */
    static void show(String title, String html) {
        if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null) {
            IJ.log(plain(html));
        } else {
            new HTMLDialog(title, html, false);
        }
    }

    /** The text without its tags, in lines. */
    private static String plain(String html) {
        return html.replaceAll("\\s+", " ")
                .replaceAll("</td>\\s*<td[^>]*>", ": ")
                .replaceAll("<(p|h2|h3|tr|table|br)[^>]*>", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&middot;", "-")
                .replace("&amp;", "&")
                .replaceAll(" *\n\\s*", "\n")
                .strip();
    }
}
