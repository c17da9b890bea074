package io.github.arc2faceij.request;

import java.util.List;

/**
 * How an identity was mixed, for the recipe.
 *
 * @param sources where the identities came from; the first one is the one at ratio 0
 * @param ratio share of the others, 0..1
 * @param method the label of the {@link io.github.arc2faceij.face.IdentityMix}
 * @param length of the weighted sum, for models that take it as it is; null where it was made 1
 */
public record Mix(List<String> sources, double ratio, String method, Double length) {

    /**
     * Copies the list.
     *
     * @param sources where the identities came from
     * @param ratio 0..1
     * @param method how
     * @param length of the sum, or null
     */
    public Mix {
        sources = List.copyOf(sources);
    }

    /**
     * A mixture of length 1.
     *
     * @param sources where the identities came from
     * @param ratio 0..1
     * @param method how
     */
    public Mix(List<String> sources, double ratio, String method) {
        this(sources, ratio, method, null);
    }
}
