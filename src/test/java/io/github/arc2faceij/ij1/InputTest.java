package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.module.Module;

class InputTest {

    private static List<Input> inputs;

    @BeforeAll
    static void openCommand() {
        Module module = CommandContext.module(Probe.class.getName());
        inputs = Input.of("Probe", module);
    }

    @Test
    void inputsAreTheParametersWithoutServicesAndOutputs() {
        List<String> keys = inputs.stream().map(Input::key).toList();
        assertEquals(
                List.of("image", "face", "count", "guidance", "seed", "verbose", "note", "folder", "hidden"), keys);
    }

    @Test
    void theOnlyImageAndInvisibleInputsAreNotAskedFor() {
        List<String> keys =
                inputs.stream().filter(Input::isAsked).map(Input::key).toList();
        assertEquals(List.of("face", "count", "guidance", "seed", "verbose", "note", "folder"), keys);
    }

    @Test
    void textsBecomeTheParametersTypes() {
        assertEquals("Selection", input("face").parse("Selection"));
        assertEquals(64, input("count").parse("64"));
        assertEquals(7, input("count").parse("7.0"));
        assertEquals(1099511627776L, input("seed").parse("1.099511627776E12"));
        assertEquals(2.5, input("guidance").parse("2.5"));
        assertEquals(true, input("verbose").parse("TRUE"));
        assertEquals(new File("a b"), input("folder").parse("a b"));
        assertEquals("x]y", input("note").parse("x]y"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            count    | four          | a whole number from 1 to 64
            count    | 0             | a whole number from 1 to 64
            count    | 2.5           | a whole number from 1 to 64
            count    | 4294967300    | a whole number from 1 to 64
            seed     | -1            | a whole number from 0 on
            seed     | 9223372036854775808 | a whole number from 0 on
            guidance | NaN           | a number from 0.0 to 20.0
            guidance | 1e999         | a number from 0.0 to 20.0
            guidance | ''            | a number from 0.0 to 20.0
            face     | largest face  | one of [Largest face], [Selection]
            verbose  | yes           | true or false
            """)
    void aTextThatIsNotAllowedIsRefused(String key, String text, String allowed) {
        Input input = input(key);
        Arc2FaceException refusal = assertThrows(Arc2FaceException.class, () -> input.parse(text));
        assertEquals("Probe cannot use " + key + "=[" + text + "]: it takes " + allowed + ".", refusal.getMessage());
    }

    private static Input input(String key) {
        return inputs.stream()
                .filter(input -> input.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
