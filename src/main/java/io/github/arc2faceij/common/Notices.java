package io.github.arc2faceij.common;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sentences for the user about what stops nothing, each said once: commands write them to the Log. */
public final class Notices {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();
    private static volatile Consumer<String> log = System.err::println;

    private Notices() {}

    /** @param log takes the sentences from now on; at first the console does */
    public static void to(Consumer<String> log) {
        Notices.log = log;
    }

    /** @param sentence for the user; said again it is left out */
    public static void say(String sentence) {
        if (SAID.add(sentence)) {
            log.accept(sentence);
        }
    }
}
