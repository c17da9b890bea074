package io.github.arc2faceij.common;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Refuses JSON that the library reads, and that does not say what somebody meant by it. */
public final class StrictJson {

    private static final int DEEPEST = 20;

    private StrictJson() {}

    /**
     * Looks at the structure of a text. Of two values of one key the library takes the last without a word, and what is
     * nested a million times deep ends recursive readers in a stack overflow.
     *
     * @param text JSON as {@link JsonReader} reads it when it is lenient
     * @throws JsonParseException when an object has a key twice, or when arrays and objects are nested more than 20 deep
     * @throws IOException when the text is no JSON
     */
    public static void require(String text) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setLenient(true);
        Deque<Set<String>> keys = new ArrayDeque<>(); // of each array and object that is open; arrays have none
        for (JsonToken next = reader.peek(); next != JsonToken.END_DOCUMENT; next = reader.peek()) {
            switch (next) {
                case BEGIN_ARRAY -> reader.beginArray();
                case BEGIN_OBJECT -> reader.beginObject();
                case END_ARRAY -> reader.endArray();
                case END_OBJECT -> reader.endObject();
                case NAME -> requireNew(reader.nextName(), keys.element());
                default -> reader.skipValue();
            }
            switch (next) {
                case BEGIN_ARRAY, BEGIN_OBJECT -> keys.push(new HashSet<>());
                case END_ARRAY, END_OBJECT -> keys.pop();
                default -> {}
            }
            if (keys.size() > DEEPEST) {
                throw new JsonParseException("it is nested more than " + DEEPEST + " deep");
            }
        }
    }

    private static void requireNew(String key, Set<String> known) {
        if (!known.add(key)) {
            throw new JsonParseException("the key \"" + key + "\" stands there twice in one object");
        }
    }
}
