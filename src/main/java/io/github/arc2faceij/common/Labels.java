package io.github.arc2faceij.common;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is meant by a name of dialogs and macros. */
public final class Labels {

    private Labels() {}

    /**
     * @param <T> what there is a choice of
     * @param values all that there are
     * @param label the name of each
     * @param wanted a name, in any case
     * @return what has that name, if something has
     */
    public static <T> Optional<T> find(T[] values, Function<T, String> label, String wanted) {
        return Stream.of(values)
                .filter(value -> label.apply(value).equalsIgnoreCase(wanted))
                .findFirst();
    }

    /**
     * @param <T> what there is a choice of
     * @param kind what they are, for the sentence: {@code sampler}
     * @param values all that there are
     * @param label the name of each
     * @param wanted a name, in any case
     * @return what has that name
     * @throws Arc2FaceException when nothing has, with the names that there are
     */
    public static <T> T choose(String kind, T[] values, Function<T, String> label, String wanted) {
        return find(values, label, wanted)
                .orElseThrow(() -> new Arc2FaceException("There is no " + kind + " \"" + wanted + "\". Choose one of "
                        + Stream.of(values).map(label).collect(Collectors.joining(", ")) + "."));
    }
}
