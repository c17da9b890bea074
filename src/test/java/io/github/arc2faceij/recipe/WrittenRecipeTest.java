package io.github.arc2faceij.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenRecipeTest {

    private static final String RECIPE =
            """
            {
              "software": "Arc2Face for ImageJ 0.1.0",
              "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
              "model": "mini",
              "modelFingerprint": "1234",
              "identity": "a.png, face 1",
              "identityHash": "ab",
              "recogniser": "cd",
              "sampler": "Euler",
              "steps": 5,
              "guidance": 3.0,
              "seed": 42,
              "noise": "torch CPU",
              "count": 2,
              "width": 128,
              "height": 128,
              "mix": {"sources": ["a.png, face 1", "b.png, face 1"], "ratio": 0.0, "method": "Linear"},
              "pose": {"yaw": 1.5, "pitch": 0.0, "roll": 0.0, "strength": 1.0, "source": "angles", "head": "head",
                  "shapeHash": "ef"},
              "start": {"source": "c.png, face 1", "strength": 0.8, "hash": "01"},
              "frames": [
                {"identityHash": "ab", "mix": {"sources": ["a.png, face 1"], "ratio": 0.0, "method": "Linear"}},
                {"identityHash": "ac", "mix": {"sources": ["a.png, face 1"], "ratio": 1.0, "method": "Linear"}}],
              "device": "CPU",
              "onnxruntime": "1.29.0"
            }
            """;

    @Test
    void aRecipeReadsBackAsItWasWritten() {
        Recipe recipe = WrittenRecipe.parse(RECIPE).recipe();
        assertEquals(recipe, WrittenRecipe.parse(recipe.json()).recipe());
        assertEquals(42, recipe.seed());
        assertEquals(1.5, recipe.pose().yaw());
        assertEquals("ac", recipe.frames().get(1).identityHash());
        assertNull(recipe.adapters());
        assertEquals(List.of(), WrittenRecipe.parse(RECIPE).differences(recipe));
    }

    /** ImageJ's TIFF files keep one byte of each character. */
    @Test
    void namesOfAllLanguagesAreWrittenInLatin1() {
        Recipe recipe = WrittenRecipe.parse(RECIPE.replace("c.png", "Zoë Ģ 面 \uD83D\uDE00"))
                .recipe();
        assertTrue(StandardCharsets.ISO_8859_1.newEncoder().canEncode(recipe.json()));
        assertTrue(recipe.json().contains("Zoë \\u0122 \\u9762 \\ud83d\\ude00"), recipe.json());
        assertEquals(recipe, WrittenRecipe.parse(recipe.json()).recipe());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "identityHash", "sampler", "steps", "guidance", "seed", "noise", "count"})
    void whatIsNeededIsAskedForByName(String name) {
        String sentence = refused(RECIPE.replaceFirst("\n *\"" + name + "\": [^\n]*", ""));
        assertTrue(sentence.startsWith("The recipe has no \"" + name + "\""), sentence);
    }

    @Test
    void whatIsNeededInsideIsAskedForByItsPath() {
        String sentence = refused(RECIPE.replace("\"ratio\": 1.0, ", ""));
        assertTrue(sentence.contains("\"frames[1].mix.ratio\""), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"software", "model", "modelFingerprint", "recogniser", "pose", "device", "onnxruntime"})
    void theRestMayBeMissing(String name) {
        String less = RECIPE.replaceFirst(
                "\n *\"" + name + "\": ([^\n{]*|\\{[^}]*\\})" + (name.equals("onnxruntime") ? "" : ",") + "(?=\n)", "");
        if (name.equals("onnxruntime")) {
            less = less.replace("\"CPU\",", "\"CPU\"");
        }
        assertTrue(!less.contains("\"" + name + "\""), less);
        assertEquals(42, WrittenRecipe.parse(less).recipe().seed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "steps": 5       | "steps": "many"              | "steps"                     | a whole number
            "steps": 5       | "steps": 5.5                 | "steps"                     | a whole number
            "steps": 5       | "steps": 99999999999         | "steps"                     | a whole number
            "steps": 5       | "steps": -1                  | "steps"                     | a whole number
            "steps": 5       | "steps": 1e999999999         | "steps"                     | a whole number
            "seed": 42       | "seed": true                 | "seed"                      | a whole number
            "seed": 42       | "seed": {}                   | "seed"                      | a whole number
            "guidance": 3.0  | "guidance": 1e999            | "guidance"                  | a number
            "guidance": 3.0  | "guidance": [3]              | "guidance"                  | a number
            "yaw": 1.5       | "yaw": "left"                | "pose.yaw"                  | a number
            "sampler": "Euler" | "sampler": 7               | "sampler"                   | a text
            "ratio": 1.0     | "ratio": "all"               | "frames[1].mix.ratio"       | a number
            ["a.png, face 1", "b.png, face 1"] | []         | "mix.sources"               | a list
            ["a.png, face 1", "b.png, face 1"] | [1]        | "mix.sources[0]"            | a text
            ["a.png, face 1", "b.png, face 1"] | "a.png"    | "mix.sources"               | a list
            {"source": "c.png, face 1", "strength": 0.8, "hash": "01"} | "c.png" | "start" | an object
            """)
    void aWrongTypeIsToldByName(String right, String wrong, String path, String wanted) {
        assertTrue(RECIPE.contains(right), right);
        String sentence = refused(RECIPE.replace(right, wrong));
        assertTrue(sentence.startsWith("The recipe's " + path + " is "), sentence);
        assertTrue(sentence.contains(wanted + " is needed"), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "[]", "42", "null", "{", "{\"a\": }", "{} {}", "{'seed': 1}", "NaN"})
    void whatIsNoRecipeIsRefused(String text) {
        refused(text);
    }

    @Test
    void hostileTextsAreRefusedAtOnce() {
        assertTrue(refused("[".repeat(1_000_000)).contains("deep"));
        assertTrue(refused("{\"a\":".repeat(1_000_000)).contains("deep"));
        assertTrue(refused("{\"seed\": 1, \"seed\": 2}").contains("the key \"seed\" stands there twice"));
        assertTrue(refused(" ".repeat(20_000_000)).contains("20000000 characters"));
        String sentence = refused(RECIPE.replace("\"steps\": 5", "\"steps\": \"" + "9".repeat(1_000_000) + "\""));
        assertTrue(sentence.length() < 300, sentence);
    }

    @Test
    void membersOfLaterVersionsStayAndAreTold() {
        WrittenRecipe later = WrittenRecipe.parse(
                RECIPE.replaceFirst("\\{", "{\"speed\": \"fast\", \"hair\": {\"colour\": \"red\"},"));
        List<String> differences = later.differences(WrittenRecipe.parse(RECIPE).recipe());
        assertEquals(
                List.of(
                        "The recipe's \"speed\" (\"fast\") cannot be repeated here.",
                        "The recipe's \"hair\" ({\"colour\":\"red\"}) cannot be repeated here."),
                differences);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "1234"              | "5678"          | The model is different: the recipe was run with "mini" ("1234"),
            "identityHash": "ac"| "identityHash": "xx" | The face is not exactly that of the recipe, "a.png, face 1". It
            "CPU"               | "CUDA"          | The recipe was run on "CPU", but this is "CUDA"
            "1.29.0"            | "1.30.0"        | The recipe was run by ONNX Runtime "1.29.0"
            0.1.0               | 0.2.0           | The recipe was written by
            "ef"                | "ee"            | The head for the pose
            "hash": "01"        | "hash": "02"    | The start picture is not that of the recipe
            "width": 128        | "width": 256    | The recipe's "width" is 128, but here it is 256.
            "cd"                | "dd"            | The recogniser is different
            """)
    void eachDifferenceIsASentence(String then, String now, String sentence) {
        assertTrue(RECIPE.contains(then), then);
        List<String> differences = WrittenRecipe.parse(RECIPE)
                .differences(WrittenRecipe.parse(RECIPE.replace(then, now)).recipe());
        assertEquals(1, differences.size(), differences.toString());
        assertTrue(differences.get(0).startsWith(sentence), differences.get(0));
    }

    @Test
    void namesAreNoDifference() {
        String renamed = RECIPE.replace("a.png", "z.png").replace("\"mini\"", "\"copy of mini\"");
        assertEquals(
                List.of(),
                WrittenRecipe.parse(RECIPE)
                        .differences(WrittenRecipe.parse(renamed).recipe()));
    }

    private static String refused(String text) {
        String sentence = assertThrows(Arc2FaceException.class, () -> WrittenRecipe.parse(text))
                .getMessage();
        assertTrue(sentence.matches("(?s)[A-Z].*\\."), sentence);
        return sentence;
    }
}
