package io.github.arc2faceij.common;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sentences for the user about what stops nothing, each said once: commands write them to the Log. */
public final class Notices {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();
    private static volatile Consumer<String> log = System.err::println;

    private Notices() {}

    /**
     * Says where the sentences go from now on; at first it is the console.
     *
     * @param log takes them, on any thread
     */
    public static void to(Consumer<String> log) {
        Notices.log = log;
    }

    /**
     * Says a sentence, if it was not said before.
     *
     * @param sentence for the user
     */
    public static void say(String sentence) {
        if (SAID.add(sentence)) {
            log.accept(sentence);
        }
    }
}
