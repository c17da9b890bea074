package io.github.arc2faceij.ij1;

import java.awt.Component;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One input's place in a dialog.
 *
 * @param input what is asked for
 * @param components what belongs to it, its label among them
 * @param reader gives the text that the user sees
 * @param writer puts another text there
 */
record DialogField(Input input, List<Component> components, Supplier<String> reader, Consumer<String> writer) {

    /** @return the text that the user sees */
    String text() {
        return reader.get();
    }

    /** @param text to be shown instead; nothing happens when it is there already */
    void show(String text) {
        if (!text.equals(text())) {
            writer.accept(text);
        }
    }
}
