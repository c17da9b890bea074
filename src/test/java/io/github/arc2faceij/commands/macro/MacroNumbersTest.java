package io.github.arc2faceij.commands.macro;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.commands.GenerateFaces;
import io.github.arc2faceij.common.Arc2FaceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

class MacroNumbersTest {

    private final CommandInfo command = new CommandInfo(GenerateFaces.class);

    @ParameterizedTest
    @CsvSource({"count, 4", "guidance, 3", "guidance, 3.0", "seed, 1.0995E12", "sampler, many"})
    void numbersPass(String key, String text) {
        ModuleItem<?> input = command.getInput(key);
        assertDoesNotThrow(() -> MacroNumbers.check(input, text));
    }

    @ParameterizedTest
    @CsvSource({
        "count, four, The macro gives count=[four]. Give a whole number.",
        "count, 2.5, The macro gives count=[2.5]. Give a whole number.",
        "seed, my seed, The macro gives seed=[my seed]. Give a whole number.",
        "guidance, strong, The macro gives guidance=[strong]. Give a number."
    })
    void textsDoNot(String key, String text, String sentence) {
        ModuleItem<?> input = command.getInput(key);
        Exception e = assertThrows(Arc2FaceException.class, () -> MacroNumbers.check(input, text));
        assertEquals(sentence, e.getMessage());
    }
}
