package io.github.arc2faceij.commands.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavePathTest {

    @TempDir
    private Path folder;

    @Test
    void blanksAroundAPathAreNoPartOfIt() {
        Path file = folder.resolve("my faces.csv");
        assertEquals(Optional.of(file), SavePath.of(" " + file + " \r\n"));
        assertEquals(Optional.empty(), SavePath.of(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"faces.csv", "./faces.csv", "~/faces.csv", "a\0b"})
    void whatIsNoFullPathIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\Users\\me\\faces.csv", "\\\\server\\share\\faces.csv", "C:/Users/me/faces.csv"})
    @DisabledOnOs(OS.WINDOWS)
    void windowsPathsAreRefusedElsewhere(String text) {
        assertRefused(text);
    }

    /** One without a drive depends on the drive that is chosen at the moment; Explorer copies paths with quotes. */
    @ParameterizedTest
    @ValueSource(strings = {"\\faces.csv", "/tmp/faces.csv", "C:faces.csv", "\"C:\\faces.csv\"", "C:\\a?.csv"})
    @EnabledOnOs(OS.WINDOWS)
    void whatIsNoFullPathOnWindowsIsRefusedThere(String text) {
        assertRefused(text);
    }

    private static void assertRefused(String text) {
        String sentence =
                assertThrows(Arc2FaceException.class, () -> SavePath.of(text)).getMessage();
        assertTrue(sentence.startsWith("\"" + text + "\" is not the full path of a file. Give one"), sentence);
    }
}
