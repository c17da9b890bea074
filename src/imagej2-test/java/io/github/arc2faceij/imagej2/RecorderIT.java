package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import io.github.arc2faceij.ij1.Dialogs;
import io.github.arc2faceij.imagej2.FreshStart.Mode;
import io.github.arc2faceij.imagej2.FreshStart.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the recorder writes of dialogs makes the same pictures in an ImageJ2 that is started for it. */
class RecorderIT {

    private static final String OTHER = "grace_hopper.jpg";

    /** A number that depends on each pixel of each slice of the active image. */
    private static final String HASH =
            """
            function hash() {
                h = nSlices;
                for (s = 1; s <= nSlices; s++) {
                    if (nSlices > 1) setSlice(s);
                    for (y = 0; y < getHeight(); y++)
                        for (x = 0; x < getWidth(); x++)
                            h = (h * 31 + getPixel(x, y)) % 16777213;
                }
                return "" + h;
            }
            """;

    @TempDir
    private static Path folder;

    private static final List<String> LINES = new ArrayList<>();
    private static final List<String> HASHES = new ArrayList<>();

    @BeforeAll
    static void record() throws Exception {
        ImageJ2.open("test-images/" + OTHER);
        ImageJ2.openPhoto();
        Recorder recorder = new Recorder();
        for (String command : List.of(
                "Generate Faces...",
                "Generate Faces in Pose...",
                "Mix Identities...",
                "Align Face...",
                "Show Pose Normal Map...")) {
            record(command, recorder);
        }
        recorder.close();
    }

    private static void record(String command, Recorder recorder) throws Exception {
        Dialogs.select(ImageJ2.PHOTO);
        int images = WindowManager.getImageCount();
        FieldDialog dialog = ImageJ2.choose(command);
        if (dialog.texts().contains("Pictures")) {
            dialog.set("Pictures", "2");
            dialog.set("Steps", "2");
        }
        if (command.startsWith("Mix")) {
            dialog.set("Other", OTHER);
        }
        dialog.press("OK");
        ImageJ2.await("line of " + command, () -> recorder.getText().contains("run(\"" + command));
        ImageJ2.await("result", () -> WindowManager.getImageCount() > images);
        List<String> recorded = recorder.getText()
                .lines()
                .filter(line -> line.startsWith("run(\"" + command))
                .toList();
        assertEquals(1, recorded.size(), recorder.getText());
        LINES.addAll(recorded);
        ImagePlus result = WindowManager.getImage(WindowManager.getIDList()[images]);
        Dialogs.awaitFront();
        IJ.selectWindow(result.getID());
        HASHES.add(IJ.runMacro(HASH + "return \"\" + hash();"));
        result.close();
    }

    @AfterEach
    void closeAll() {
        ImageJ2.closeAll();
    }

    @ParameterizedTest
    @EnumSource
    void theLinesDoTheSameAgain(Mode mode) throws Exception {
        StringBuilder macro = new StringBuilder(HASH + "made = '';");
        for (String name : List.of(OTHER, ImageJ2.PHOTO)) {
            macro.append("open('")
                    .append(Path.of("test-images", name).toAbsolutePath())
                    .append("');\n");
        }
        for (String line : LINES) {
            macro.append("selectImage('" + ImageJ2.PHOTO + "');\n").append(line);
            macro.append("\nmade = made + hash() + ' '; close();\n");
        }
        Outcome outcome = new FreshStart(folder).run(mode, macro + "return made;", "");
        assertEquals(List.of(), outcome.dialogs());
        assertEquals(String.join(" ", HASHES), outcome.answer(), macro.toString());
    }
}
