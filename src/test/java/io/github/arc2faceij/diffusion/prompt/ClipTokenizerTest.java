package io.github.arc2faceij.diffusion.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClipTokenizerTest {

    private static final ClipTokenizer CLIP = new ClipTokenizer(Goldens.path("tokenizer"));
    private static final Gson GSON = new Gson();

    record Case(String text, int[] ids) {}

    @ParameterizedTest
    @MethodSource("cases")
    void idsAreThoseOfTheReference(Case golden) {
        assertArrayEquals(golden.ids, CLIP.encode(golden.text));
    }

    @Test
    void theBundledTokenizerGivesTheBundledModelsIds() {
        ClipTokenizer bundled = new ClipTokenizer(ModelFolder.bundled().tokenizer());
        JsonObject golden = Goldens.json("mini/cases.json");
        assertArrayEquals(GSON.fromJson(golden.get("prompt_ids"), int[].class), bundled.encode("photo of a id person"));
        assertArrayEquals(GSON.fromJson(golden.get("empty_ids"), int[].class), bundled.encode(""));
        assertEquals(golden.get("id_token").getAsInt(), bundled.idOf("id"));
    }

    @Test
    void aSingleTokenHasItsId() {
        assertEquals(1014, CLIP.idOf("id"));
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> CLIP.idOf("normalmap"));
        assertTrue(thrown.getMessage().contains("no token of its own for \"normalmap\""), thrown.getMessage());
    }

    @Test
    void fullWidthSignsThatMeanSomethingInPatternsAreJustSigns() {
        assertArrayEquals(CLIP.encode("$ \\"), CLIP.encode("\uff04 \uff3c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vocab.json | {\"a\": | holds broken JSON",
                "vocab.json | [1] | holds no JSON object",
                "vocab.json | {\"a\": \"b\"} | holds a token whose id is not a number",
                "merges.txt | a b c | holds the line \"a b c\", which is not two tokens",
                "tokenizer_config.json | {} | bos_token is null",
                "tokenizer_config.json | {\"bos_token\": \"<go>\"} | bos_token is \"<go>\"",
            })
    void aDamagedFileIsNamed(String name, String content, String message, @TempDir Path folder) throws IOException {
        copyTo(folder);
        Files.writeString(folder.resolve(name), content);
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> new ClipTokenizer(folder));
        assertTrue(thrown.getMessage().startsWith("\"" + folder.resolve(name) + "\""), thrown.getMessage());
        assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1e30", "1", "77.5", "true", "\"77\""})
    void aLengthThatCannotBeIsRefused(String length, @TempDir Path folder) throws IOException {
        copyTo(folder);
        Path config = folder.resolve("tokenizer_config.json");
        Files.writeString(config, Files.readString(config).replace("77", length));
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> new ClipTokenizer(folder));
        assertTrue(thrown.getMessage().contains("model_max_length is " + length), thrown.getMessage());
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) throws IOException {
        copyTo(folder);
        Files.delete(folder.resolve("merges.txt"));
        Arc2FaceException thrown = assertThrows(Arc2FaceException.class, () -> new ClipTokenizer(folder));
        assertEquals(
                "\"" + folder.resolve("merges.txt") + "\" is missing. Install the tokenizer again.",
                thrown.getMessage());
    }

    private static void copyTo(Path folder) throws IOException {
        for (String name : new String[] {"vocab.json", "merges.txt", "tokenizer_config.json"}) {
            Files.copy(ModelFolder.bundled().tokenizer().resolve(name), folder.resolve(name));
        }
    }

    private static Stream<Case> cases() throws IOException {
        return Stream.concat(cases("cases.json"), cases("cleaning.json"));
    }

    private static Stream<Case> cases(String file) throws IOException {
        return Stream.of(GSON.fromJson(Files.readString(Goldens.path("tokenizer/" + file)), Case[].class));
    }
}
