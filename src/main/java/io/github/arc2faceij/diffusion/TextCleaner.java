package io.github.arc2faceij.diffusion;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to a text before CLIP's tokenizer splits it: the part of ftfy 6's {@code fix_text} that well-formed
 * Unicode can meet (HTML entities, full-width and half-width forms, composition), then every run of white space is one
 * blank.
 */
final class TextCleaner {

    private static final Map<String, String> ENTITIES =
            Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'");
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos);");
    private static final Pattern FULL_OR_HALF_WIDTH = Pattern.compile("[\\uff01-\\uffef]+");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private TextCleaner() {}

    /**
     * @param text any
     * @return the text as CLIP's tokenizer splits it, but for the case
     */
    static String clean(String text) {
        String widths = FULL_OR_HALF_WIDTH
                .matcher(withoutEntities(text))
                .replaceAll(run -> Matcher.quoteReplacement(Normalizer.normalize(run.group(), Normalizer.Form.NFKC)));
        String composed = Normalizer.normalize(widths, Normalizer.Form.NFC);
        return WHITE_SPACE.matcher(composed).replaceAll(" ").strip();
    }

    /** As ftfy does: a text with a "<" in it may be HTML on purpose and keeps its entities. */
    private static String withoutEntities(String text) {
        return text.contains("<") ? text : ENTITY.matcher(text).replaceAll(entity -> ENTITIES.get(entity.group()));
    }
}
