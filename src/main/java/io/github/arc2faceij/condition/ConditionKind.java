package io.github.arc2faceij.condition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of condition: how it stands in a recipe, and how it is read back.
 *
 * @param name of its member in the recipe
 * @param part the record whose components are that member's members
 * @param several whether a request may have several of them, so that the member is a list
 * @param needed the components without which no picture can be made again
 * @param sources which images and files of the user's a part names
 * @param reader makes the condition of a part; empty when something else brings it
 * @param <P> the record
 */
public record ConditionKind<P extends Record>(
        String name,
        Class<P> part,
        boolean several,
        Set<String> needed,
        Function<P, List<String>> sources,
        Reader<P> reader) {

    /**
     * Makes a condition of what a recipe says.
     *
     * @param <P> what it says
     */
    @FunctionalInterface
    public interface Reader<P> {

        /**
         * @param part of the recipe
         * @param sources the images and files that it names
         * @return the condition; empty when something else brings it
         * @throws io.github.arc2faceij.common.Arc2FaceException when something cannot be used
         */
        Optional<Condition> read(P part, Sources sources);
    }
}
