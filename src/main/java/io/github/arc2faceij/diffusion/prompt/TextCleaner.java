package io.github.arc2faceij.diffusion.prompt;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to a text before CLIP's tokenizer splits it: the part of ftfy 6's {@code fix_text} that well-formed
 * Unicode can meet (HTML entities, ligatures and digraphs, full-width and half-width forms, curly quotes, control
 * characters, composition), then every run of white space is one blank.
 */
final class TextCleaner {

    private static final Map<String, String> ENTITIES =
            Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'");
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos);");

    /** ftfy's {@code chardata.LIGATURES}, whose keys are typed in some languages, but not in CLIP's training texts. */
    private static final Map<String, String> LIGATURES = Map.ofEntries(
            Map.entry("\u0132", "IJ"),
            Map.entry("\u0133", "ij"),
            Map.entry("\u0149", "\u02bcn"),
            Map.entry("\u01c4", "D\u017d"),
            Map.entry("\u01c5", "D\u017e"),
            Map.entry("\u01c6", "d\u017e"),
            Map.entry("\u01c7", "LJ"),
            Map.entry("\u01c8", "Lj"),
            Map.entry("\u01c9", "lj"),
            Map.entry("\u01ca", "NJ"),
            Map.entry("\u01cb", "Nj"),
            Map.entry("\u01cc", "nj"),
            Map.entry("\u01f1", "DZ"),
            Map.entry("\u01f2", "Dz"),
            Map.entry("\u01f3", "dz"),
            Map.entry("\ufb00", "ff"),
            Map.entry("\ufb01", "fi"),
            Map.entry("\ufb02", "fl"),
            Map.entry("\ufb03", "ffi"),
            Map.entry("\ufb04", "ffl"),
            Map.entry("\ufb05", "\u017ft"),
            Map.entry("\ufb06", "st"));

    private static final Pattern LIGATURE =
            Pattern.compile("[\\u0132\\u0133\\u0149\\u01c4-\\u01cc\\u01f1-\\u01f3\\ufb00-\\ufb06]");
    private static final Pattern SINGLE_QUOTE = Pattern.compile("[\\u02bc\\u2018-\\u201b]");
    private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\\u201c-\\u201f]");

    /** Those that ftfy leaves out: not the ones that are white space. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\u0000-\\u0008\\u000b\\u000e-\\u001f\\u007f\\u206a-\\u206f\\ufeff\\ufff9-\\ufffc]");

    private static final Pattern FULL_OR_HALF_WIDTH = Pattern.compile("[\\uff01-\\uffef]+");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private TextCleaner() {}

    /**
     * @param text any
     * @return the text as CLIP's tokenizer splits it, but for the case
     */
    static String clean(String text) {
        String letters = LIGATURE.matcher(withoutEntities(text)).replaceAll(match -> LIGATURES.get(match.group()));
        String widths = FULL_OR_HALF_WIDTH
                .matcher(letters)
                .replaceAll(run -> Matcher.quoteReplacement(Normalizer.normalize(run.group(), Normalizer.Form.NFKC)));
        String quotes = DOUBLE_QUOTE
                .matcher(SINGLE_QUOTE.matcher(widths).replaceAll("'"))
                .replaceAll("\"");
        String plain = CONTROL.matcher(quotes).replaceAll("");
        String composed = Normalizer.normalize(plain, Normalizer.Form.NFC);
        return WHITE_SPACE.matcher(composed).replaceAll(" ").strip();
    }

    /** As ftfy does: a text with a "<" in it may be HTML on purpose and keeps its entities. */
    private static String withoutEntities(String text) {
        return text.contains("<") ? text : ENTITY.matcher(text).replaceAll(entity -> ENTITIES.get(entity.group()));
    }
}
