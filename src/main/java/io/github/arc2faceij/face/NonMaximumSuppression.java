package io.github.arc2faceij.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/** Keeps one box of each face: greedily, the best score first. */
final class NonMaximumSuppression {

    private NonMaximumSuppression() {}

    /**
     * @param candidates in any order
     * @param sameFace whether two boxes mean the same face
     * @return those that mean another face than every better one that stays; best first
     */
    static List<Detection> keepBest(List<Detection> candidates, BiPredicate<Box, Box> sameFace) {
        List<Detection> kept = new ArrayList<>();
        candidates.stream()
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .filter(one -> kept.stream().noneMatch(other -> sameFace.test(one.box(), other.box())))
                .forEachOrdered(kept::add);
        return kept;
    }
}
