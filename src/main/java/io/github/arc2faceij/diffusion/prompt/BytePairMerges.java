package io.github.arc2faceij.diffusion.prompt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909) as CLIP uses it: a word starts as its letters, the last
 * one marked as the word's end, and neighbours are joined in the order in which the merges were learned.
 */
final class BytePairMerges {

    private static final String END_OF_WORD = "</w>";

    private record Pair(String left, String right) {}

    private final Map<Pair, Integer> ranks = new HashMap<>();

    /** @param merges pairs of tokens, those to join first in front */
    BytePairMerges(List<String[]> merges) {
        for (String[] merge : merges) {
            ranks.putIfAbsent(new Pair(merge[0], merge[1]), ranks.size());
        }
    }

    /**
     * @param word at least one letter of the {@link ByteAlphabet}
     * @return its tokens, the last of which ends in {@code </w>}
     */
    List<String> split(String word) {
        List<String> tokens = new ArrayList<>(List.of(word.split("")));
        tokens.set(tokens.size() - 1, tokens.get(tokens.size() - 1) + END_OF_WORD);
        Pair best = best(tokens);
        while (best != null) {
            join(tokens, best);
            best = best(tokens);
        }
        return tokens;
    }

    private Pair best(List<String> tokens) {
        Pair best = null;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Pair pair = new Pair(tokens.get(i), tokens.get(i + 1));
            int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
            if (rank < bestRank) {
                best = pair;
                bestRank = rank;
            }
        }
        return best;
    }

    private static void join(List<String> tokens, Pair pair) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).equals(pair.left()) && tokens.get(i + 1).equals(pair.right())) {
                tokens.set(i, pair.left() + pair.right());
                tokens.remove(i + 1);
            }
        }
    }
}
