package io.github.arc2faceij.commands.macro;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The second argument of a macro's {@code run(command, options)}: keys and values as ImageJ's recorder writes them,
 * {@code face=[Largest face] count=4 quality}. A value with a blank is in brackets, which may hold balanced brackets; a
 * key alone means {@code key=true}; of a repeated key the first value counts, as it does in ImageJ.
 */
public final class MacroOptions {

    private final String title;
    private final String options;
    private int at;

    private MacroOptions(String title, String options) {
        this.title = title;
        this.options = options;
    }

    /**
     * @param title the command, for messages
     * @param options a macro's options
     * @return values by key in lower case
     * @throws Arc2FaceException when a bracket is not closed
     */
    public static Map<String, String> parse(String title, String options) {
        return new MacroOptions(title, options).parse();
    }

    /**
     * @param title the command, for messages
     * @param texts what {@link #parse} found
     * @param known the command's keys, in lower case
     * @throws Arc2FaceException when there is a key that the command does not know
     */
    public static void checkKeys(String title, Map<String, String> texts, List<String> known) {
        for (String key : texts.keySet()) {
            if (!known.contains(key)) {
                throw new Arc2FaceException(title + " has no key \"" + key + "\": "
                        + (known.isEmpty() ? "it takes none." : "its keys are " + String.join(", ", known) + "."));
            }
        }
    }

    private Map<String, String> parse() {
        Map<String, String> values = new HashMap<>();
        for (skipBlanks(); at < options.length(); skipBlanks()) {
            String key = upTo("= ").toLowerCase(Locale.ROOT);
            boolean flag = at == options.length() || options.charAt(at) == ' ';
            if (!flag) {
                at++;
            }
            values.putIfAbsent(key, flag ? "true" : value());
        }
        return values;
    }

    private String value() {
        if (at == options.length() || options.charAt(at) != '[') {
            return upTo(" ");
        }
        int start = ++at;
        for (int depth = 1; at < options.length(); at++) {
            char c = options.charAt(at);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth == 0) {
                return options.substring(start, at++);
            }
        }
        throw new Arc2FaceException(title + " cannot read its options: the bracket before \""
                + options.substring(start).strip() + "\" is not closed.");
    }

    private String upTo(String ends) {
        int start = at;
        while (at < options.length() && ends.indexOf(options.charAt(at)) < 0) {
            at++;
        }
        return options.substring(start, at);
    }

    private void skipBlanks() {
        while (at < options.length() && options.charAt(at) == ' ') {
            at++;
        }
    }
}
