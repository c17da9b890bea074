package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompleteFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void thereIsAFileAlready() throws IOException {
        file = Files.writeString(folder.resolve("installed.json"), "old");
    }

    @Test
    void aFileIsReplaced() throws IOException {
        CompleteFile.write(file, new byte[] {'n', 'e', 'w'});
        assertOnlyFileHolds("new");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itHasTheRightsThatNewFilesHave() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual"));
        CompleteFile.write(file, new byte[1]);
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskLeavesTheOldOne() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        String sentence = refusal(file, part -> {
            Files.writeString(part, "ne");
            Files.writeString(full, "w");
        });
        assertTrue(sentence.startsWith("Cannot write \"" + file + "\" (No space left on device). "), sentence);
        assertOnlyFileHolds("old");
    }

    @Test
    void whoeverCancelsKeepsTheOldOne() throws IOException {
        assertThrows(
                CancellationException.class,
                () -> CompleteFile.write(file, part -> {
                    Files.writeString(part, "ne");
                    throw new CancellationException();
                }));
        assertOnlyFileHolds("old");
    }

    @Test
    void whatCannotBeReplacedStays() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Path inside = Files.writeString(taken.resolve("inside"), "old");
        String sentence = refusal(taken, part -> Files.writeString(part, "new"));
        assertTrue(sentence.startsWith("Cannot write \"" + taken + "\" ("), sentence);
        assertEquals("old", Files.readString(inside));
        assertEquals(2, folder.toFile().list().length);
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        Path nowhere = folder.resolve("none/faces.csv");
        assertTrue(refusal(nowhere, part -> Files.writeString(part, "new"))
                .startsWith("Cannot write \"" + nowhere + "\" (there is no such folder). Check that"));
    }

    /** Linux' folder of devices, in which not even the administrator can write. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatIsReadOnlyIsSaid() {
        Path devices = Path.of("/sys");
        assumeTrue(Files.isDirectory(devices));
        String sentence = refusal(devices.resolve("faces.csv"), part -> Files.writeString(part, "new"));
        assertTrue(
                sentence.matches("Cannot write \"/sys/faces.csv\" \\((access denied|.*Read-only.*)\\)\\. .*"),
                sentence);
    }

    @Test
    void leftoversSayWhoseTheyAre() {
        CompleteFile.write(file, part -> {
            String name = part.getFileName().toString();
            assertTrue(name.startsWith("installed.json.") && name.endsWith(CompleteFile.PART), name);
            assertEquals(folder, part.getParent());
            Files.writeString(part, "new");
        });
    }

    private static String refusal(Path file, CompleteFile.Content content) {
        return assertThrows(Arc2FaceException.class, () -> CompleteFile.write(file, content))
                .getMessage();
    }

    private void assertOnlyFileHolds(String text) throws IOException {
        assertEquals(text, Files.readString(file));
        assertArrayEquals(new String[] {"installed.json"}, folder.toFile().list());
    }
}
