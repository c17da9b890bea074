package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.WindowManager;
import io.github.arc2faceij.commands.AlignFace;
import java.nio.file.Path;
import net.imagej.legacy.LegacyService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** A macro without a display goes on with the result of a command that ran on one of SciJava's threads, as in ImageJ2. */
public class ShownResultsTest {

    private static final String ALIGN = "open('test-images/astronaut.png'); photo = getImageID();\n"
            + "call('io.github.arc2faceij.ij1.ShownResultsTest.align', 'x'); result = getTitle();\n";

    private static Context context;

    @BeforeAll
    static void start() {
        HeadlessImageJ.start();
        context = new Context(CommandService.class, LegacyService.class);
    }

    @AfterAll
    static void stop() {
        context.dispose();
        HeadlessImageJ.stop();
    }

    @Test
    void theResultIsTheActiveImage() {
        assertEquals("Aligned astronaut.png 64 of 2", run("return result + ' ' + getWidth() + ' of ' + nImages;"));
    }

    @Test
    void theNextLineSavesTheResult(@TempDir Path folder) {
        String path = folder.resolve("face.tif").toString().replace('\\', '/');
        assertEquals("64", run("saveAs('tiff', '" + path + "'); open('" + path + "'); return '' + getWidth();"));
    }

    @Test
    void selectImageAndCloseDoWhatTheySay() {
        String titles = run("selectImage(photo); a = getTitle(); selectImage(result); b = getTitle();\n"
                + "selectImage(photo); close(); return a + ', ' + b + ', ' + getTitle() + ', ' + nImages;");
        assertEquals("astronaut.png, Aligned astronaut.png, Aligned astronaut.png, 1", titles);
    }

    @Test
    void closeAfterTheCommandClosesItsResult() {
        assertEquals("astronaut.png, 1", run("close(); return getTitle() + ', ' + nImages;"));
    }

    private static String run(String end) {
        return HeadlessImageJ.run(ALIGN + end).answer();
    }

    /** Called by the macro. */
    public static String align(String ignored) {
        try {
            context.service(CommandService.class)
                    .run(AlignFace.class, true, "image", WindowManager.getCurrentImage(), "size", 64)
                    .get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return "";
    }
}
