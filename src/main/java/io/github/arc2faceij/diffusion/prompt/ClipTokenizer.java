package io.github.arc2faceij.diffusion.prompt;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CLIP's byte-level BPE tokenizer ({@code CLIPTokenizer} of transformers 4.36.0): text to the token ids that the text
 * encoder reads. Vocabulary, merges, special tokens and length are those of the model's tokenizer folder.
 *
 * <pre>{@code
 * int[] ids = new ClipTokenizer(folder).encode("photo of a id person"); // 49406 1125 539 320 1014 2533 49407 49407 ...
 * }</pre>
 */
public final class ClipTokenizer {

    private static final String WORDS = "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+";

    private final Path folder;
    private final Map<String, Integer> vocabulary;
    private final BytePairMerges merges;
    private final TokenizerConfig config;
    private final Pattern words;

    /**
     * @param folder with {@code vocab.json}, {@code merges.txt} and {@code tokenizer_config.json}
     * @throws Arc2FaceException when a file is missing or says something that cannot be, naming the file
     */
    public ClipTokenizer(Path folder) {
        this.folder = folder;
        vocabulary = TokenizerFiles.vocabulary(folder.resolve("vocab.json"));
        merges = new BytePairMerges(TokenizerFiles.merges(folder.resolve("merges.txt")));
        config = TokenizerConfig.read(folder.resolve("tokenizer_config.json"), vocabulary);
        String special = config.specialTokens().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        words = Pattern.compile(special + "|" + WORDS, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** @return how many ids a text becomes, in CLIP 77 */
    public int maxLength() {
        return config.maxLength();
    }

    /**
     * @param text any; what does not fit is cut off
     * @return {@link #maxLength} ids: the start token, the text, the end token, padding
     */
    public int[] encode(String text) {
        int[] ids = new int[maxLength()];
        Arrays.fill(ids, id(config.padding()));
        int[] content = contentIds(text).limit(maxLength() - 2L).toArray();
        ids[0] = id(config.start());
        System.arraycopy(content, 0, ids, 1, content.length);
        ids[content.length + 1] = id(config.end());
        return ids;
    }

    /**
     * @param text any
     * @return what {@link #encode} leaves out of it, from the first word on that does not fit as a whole, in small letters;
     *     mostly nothing
     */
    public String rest(String text) {
        int room = maxLength() - 2;
        String cleaned = cleaned(text);
        Iterator<MatchResult> found = words.matcher(cleaned).results().iterator();
        while (found.hasNext()) {
            MatchResult word = found.next();
            room -= (int) tokens(word.group()).count();
            if (room < 0) {
                return cleaned.substring(word.start());
            }
        }
        return "";
    }

    /**
     * @param word that the vocabulary has as one token
     * @return its id
     * @throws Arc2FaceException when the tokenizer knows it only in pieces or not at all
     */
    public int idOf(String word) {
        int[] ids = contentIds(word).toArray();
        if (ids.length != 1 || ids[0] == id(config.unknown())) {
            throw new Arc2FaceException("The tokenizer in \"" + folder + "\" has no token of its own for \"" + word
                    + "\". Use the tokenizer that the model was published with.");
        }
        return ids[0];
    }

    private IntStream contentIds(String text) {
        return words.matcher(cleaned(text))
                .results()
                .map(MatchResult::group)
                .flatMap(this::tokens)
                .mapToInt(this::id);
    }

    private static String cleaned(String text) {
        return TextCleaner.clean(text).toLowerCase(Locale.ROOT);
    }

    private Stream<String> tokens(String word) {
        return config.specialTokens().contains(word)
                ? Stream.of(word)
                : merges.split(ByteAlphabet.spell(word)).stream();
    }

    private int id(String token) {
        Integer id = vocabulary.get(token);
        return id == null ? vocabulary.get(config.unknown()) : id;
    }
}
