package io.github.arc2faceij.ij1;

import ij.Prefs;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scijava.module.ModuleInfo;

/** What a command's dialog held the last time, in ImageJ's preferences. Macros neither see nor change it. */
final class RememberedTexts {

    private final String prefix;

    /** @param command whose dialog */
    RememberedTexts(ModuleInfo command) {
        String className = command.getDelegateClassName();
        prefix = "arc2face." + className.substring(className.lastIndexOf('.') + 1) + ".";
    }

    /**
     * @param defaults texts by key
     * @param inputs of the dialog
     * @return the defaults, those that are remembered and still allowed in their place; images are not remembered
     */
    Map<String, String> over(Map<String, String> defaults, List<Input> inputs) {
        Map<String, String> texts = new HashMap<>(defaults);
        for (Input input : inputs) {
            String text = Prefs.get(prefix + input.key(), null);
            if (text != null && input.type() != InputType.IMAGE && isAllowed(input, text)) {
                texts.put(input.key(), text);
            }
        }
        return texts;
    }

    /**
     * @param texts what the user confirmed, by key
     * @param inputs of the dialog
     */
    void keep(Map<String, String> texts, List<Input> inputs) {
        inputs.stream()
                .filter(input -> input.type() != InputType.IMAGE)
                .forEach(input -> Prefs.set(prefix + input.key(), texts.get(input.key())));
    }

    private static boolean isAllowed(Input input, String text) {
        try {
            input.parse(text);
            return true;
        } catch (Arc2FaceException e) {
            return false;
        }
    }
}
