package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.imagej2.FreshStart.Mode;
import io.github.arc2faceij.imagej2.FreshStart.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edit &gt; Options &gt; Arc2Face... */
class OptionsIT {

    @TempDir
    private Path folder;

    @Test
    void theDialogShowsWhatWasChosen() throws Exception {
        FieldDialog dialog = ImageJ2.choose("Arc2Face...");
        assertEquals("CPU", dialog.value("Device"));
        dialog.set("Memory", "Release after each command");
        dialog.press("OK");
        FieldDialog again = ImageJ2.choose("Arc2Face...");
        assertEquals("Release after each command", again.value("Memory"));
        again.set("Memory", "Keep the model loaded");
        again.press("Cancel");
        FieldDialog third = ImageJ2.choose("Arc2Face...");
        assertEquals("Release after each command", third.value("Memory"), "Cancel changes nothing");
        third.press("Cancel");
    }

    /** There is no such model, and the next start says so; a macro's other lines are not disturbed. */
    @Test
    void theNextStartRemembers() throws Exception {
        FreshStart imageJ = new FreshStart(folder);
        String head = Path.of("no/such/head.npz").toAbsolutePath().toString();
        Outcome first = imageJ.run(
                Mode.HEADLESS, "run('Arc2Face...', 'memory=[Release after each command]'); return 'chosen';", "");
        assertEquals("chosen", first.answer(), first.console());
        Outcome second =
                imageJ.run(Mode.HEADLESS, "run('Arc2Face...', 'head=[" + head + "]'); return 'not refused';", "");
        assertEquals("null", second.answer(), second.console());
        assertTrue(second.console().contains(head), second.console());
    }
}
