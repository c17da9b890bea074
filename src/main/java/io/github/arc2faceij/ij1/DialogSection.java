package io.github.arc2faceij.ij1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.widget.WidgetStyle;

/**
 * The fields under a heading, which is a message parameter with the style {@code heading}. A command's inherited
 * parameters come before its own: with the style {@code heading,first} a section precedes them. One with the style
 * {@code heading,folded} stands last and is closed when the dialog opens, unless something in it differs from the default.
 * A single parameter goes into such a section by its attribute {@code folded}, which is the section's heading.
 *
 * @param heading what to write over it; empty for the first fields, which have none
 * @param style of the heading
 * @param inputs its fields
 */
record DialogSection(String heading, Style style, List<Input> inputs) {

    /** Where a section stands, in this order, and how it opens. */
    enum Style {
        PLAIN,
        FIRST,
        HEADING,
        FOLDED;

        private static Style of(ModuleItem<?> item) {
            if (WidgetStyle.isStyle(item, "folded")) {
                return FOLDED;
            }
            return WidgetStyle.isStyle(item, "first") ? FIRST : HEADING;
        }
    }

    /**
     * @param item a parameter
     * @return whether it is the heading of those that follow
     */
    static boolean isHeading(ModuleItem<?> item) {
        return item.getVisibility() == ItemVisibility.MESSAGE && WidgetStyle.isStyle(item, "heading");
    }

    /**
     * @param command with headings among its parameters
     * @param inputs those that a dialog asks for
     * @return the sections with fields, in their order
     */
    static List<DialogSection> of(Module command, List<Input> inputs) {
        List<DialogSection> sections = new ArrayList<>();
        DialogSection section = new DialogSection("", Style.PLAIN, new ArrayList<>());
        sections.add(section);
        Map<String, DialogSection> folded = new LinkedHashMap<>();
        for (ModuleItem<?> item : command.getInfo().inputs()) {
            if (isHeading(item)) {
                String text = DialogLink.text(command, item).replaceAll("<[^>]*>", "");
                section = new DialogSection(text, Style.of(item), new ArrayList<>());
                sections.add(section);
            }
            String own = item.get("folded");
            DialogSection place = own == null
                    ? section
                    : folded.computeIfAbsent(own, text -> new DialogSection(text, Style.FOLDED, new ArrayList<>()));
            inputs.stream().filter(input -> input.item() == item).forEach(place.inputs::add);
        }
        sections.addAll(folded.values());
        sections.removeIf(candidate -> candidate.inputs.isEmpty());
        sections.sort(Comparator.comparing(DialogSection::style));
        return sections;
    }
}
