package io.github.arc2faceij.ij1;

import java.util.List;
import java.util.Objects;
import org.scijava.BasicDetails;
import org.scijava.module.ModuleInfo;

/** What a dialog's Help button shows: the descriptions of the command and of its fields. Needs no network. */
final class HelpPage {

    /** The project's pages, of which a command may name one in its attribute {@code help}. */
    private static final String SITE = "https://github.com/arc2faceij/Arc2Face_/blob/main/src/site/";

    private HelpPage() {}

    /**
     * @param title the command's name
     * @param command what it is
     * @param inputs the dialog's fields
     * @return a page for ImageJ's HTML dialog
     */
    static String of(String title, ModuleInfo command, List<Input> inputs) {
        StringBuilder page = new StringBuilder("<html><h2>" + title + "</h2>");
        page.append("<p>").append(escape(text(command))).append("</p><table>");
        for (Input input : inputs) {
            page.append("<tr valign=top><td><b>").append(escape(label(input))).append("</b><br><code>");
            page.append(input.key()).append("</code></td><td>").append(escape(text(input.item())));
            page.append("<br>Takes ")
                    .append(escape(input.type().allowed(input.item())))
                    .append(".</td></tr>");
        }
        String more = SITE + Objects.requireNonNullElse(command.get("help"), "macros") + ".md";
        page.append("</table><p>More: Plugins &gt; Arc2Face &gt; Arc2Face Help, or <a href=\"" + more + "\">" + more);
        return page.append("</a></p>").toString();
    }

    /**
     * @param input a field
     * @return its label in the dialog
     */
    static String label(Input input) {
        String label = input.item().getLabel();
        return label == null || label.isEmpty() ? input.item().getName() : label;
    }

    private static String text(BasicDetails details) {
        return details.getDescription() == null ? "" : details.getDescription();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
