package io.github.arc2faceij.commands.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MacroOptionsTest {

    @Test
    void valuesStandBareOrInBrackets() {
        assertEquals(
                Map.of("face", "Largest face", "count", "4", "guidance", "3.0"),
                MacroOptions.parse("Probe", "face=[Largest face] count=4 guidance=3.0 "));
    }

    @Test
    void aKeyAloneIsTrue() {
        assertEquals(
                Map.of("verbose", "true", "count", "4", "quiet", "true"),
                MacroOptions.parse("Probe", "verbose count=4 quiet"));
    }

    @Test
    void keysAreCaseInsensitiveAndTheFirstOfTwoCounts() {
        assertEquals(Map.of("count", "4"), MacroOptions.parse("Probe", "Count=4 COUNT=5"));
    }

    @Test
    void bracketsMayHoldBracketsEqualSignsAndNothing() {
        assertEquals(
                Map.of("image", "a [b] c=d.tif", "note", "", "other", ""),
                MacroOptions.parse("Probe", "image=[a [b] c=d.tif] note=[] other= "));
    }

    @Test
    void windowsPathsStayAsTheyAre() {
        assertEquals(
                Map.of(
                        "save",
                        "C:\\new\\table.csv",
                        "lora",
                        "D:\\my [old] files\\x.safetensors",
                        "input",
                        "\\\\server\\a"),
                MacroOptions.parse(
                        "Probe",
                        "save=C:\\new\\table.csv lora=[D:\\my [old] files\\x.safetensors] input=\\\\server\\a"));
    }

    @Test
    void noOptionsAreNoValues() {
        assertEquals(Map.of(), MacroOptions.parse("Probe", "  "));
    }

    @Test
    void anOpenBracketIsRefused() {
        Arc2FaceException refusal =
                assertThrows(Arc2FaceException.class, () -> MacroOptions.parse("Probe", "face=[Largest count=4"));
        assertEquals(
                "Probe cannot read its options: the bracket before \"Largest count=4\" is not closed.",
                refusal.getMessage());
    }
}
