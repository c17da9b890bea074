package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.Macro;
import io.github.arc2faceij.common.Arc2FaceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandInfo;

class MacroNumbersTest {

    private final CommandInfo command = new CommandInfo(GenerateFaces.class);
    private final String thread = Thread.currentThread().getName();

    /** ImageJ gives options only to threads of this name. */
    @BeforeEach
    void asInAMacro() {
        Thread.currentThread().setName("Run$_test");
    }

    @AfterEach
    void asBefore() {
        Macro.setOptions(null);
        Thread.currentThread().setName(thread);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count=4 steps=25 guidance=3.0 seed=42 noise=[torch CPU]",
                "guidance=3 seed=1.0995E12 count=[2]",
                "face=[Largest face] sampler=many"
            })
    void numbersPass(String options) {
        Macro.setOptions(options);
        assertDoesNotThrow(() -> MacroNumbers.check(command));
    }

    @ParameterizedTest
    @CsvSource({
        "count=four, The macro gives count=[four]. Give a whole number.",
        "count=2.5, The macro gives count=[2.5]. Give a whole number.",
        "steps=25 seed=[my seed], The macro gives seed=[my seed]. Give a whole number.",
        "guidance=strong, The macro gives guidance=[strong]. Give a number."
    })
    void textsDoNot(String options, String sentence) {
        Macro.setOptions(options);
        Exception e = assertThrows(Arc2FaceException.class, () -> MacroNumbers.check(command));
        assertEquals(sentence, e.getMessage());
    }

    @Test
    void withoutAMacroThereIsNothingToCheck() {
        assertDoesNotThrow(() -> MacroNumbers.check(command));
    }
}
