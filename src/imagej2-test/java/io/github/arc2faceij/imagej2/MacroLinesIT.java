package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.imagej2.FreshStart.Mode;
import io.github.arc2faceij.imagej2.FreshStart.Outcome;
import io.github.arc2faceij.site.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Macro lines as the README and the pages have them. */
class MacroLinesIT {

    private static final Path PHOTO = Path.of("test-images/astronaut.png").toAbsolutePath();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsLeftOutTakesTheDefault(Mode mode) throws Exception {
        Outcome outcome = run(
                mode,
                "open('PHOTO'); run('Generate Faces...', 'count=3 steps=2 seed=5'); selectImage('Faces of astronaut.png');"
                        + " return '' + nSlices + getMetadata('Info');");
        assertEquals(List.of(), outcome.dialogs());
        String recipe = outcome.answer();
        assertEquals("3", recipe.substring(0, 1), outcome.toString());
        assertEquals(
                List.of("\"guidance\": 3.0", "\"seed\": 5", "\"steps\": 2"),
                recipe.lines()
                        .map(line -> line.strip().replaceFirst(",$", ""))
                        .filter(line -> line.matches("\"(steps|guidance|seed)\".*"))
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void theResultIsActive(Mode mode) throws Exception {
        Files.copy(PHOTO, folder.resolve("photo.jpg"));
        Outcome outcome = run(
                mode,
                Page.readme().blocks("ijm").get(0).replace("/path/", folder + "/")
                        + " title = getTitle(); pictures = nSlices; close(); open('FOLDER/faces.tif');"
                        + " return title + ' ' + pictures + ' ' + nSlices + ' ' + nImages;");
        assertEquals("faces.tif 4 4 2", outcome.answer(), outcome.toString());
    }

    private Outcome run(Mode mode, String macro) throws Exception {
        return new FreshStart(folder)
                .run(mode, macro.replace("PHOTO", PHOTO.toString()).replace("FOLDER", folder.toString()), "");
    }
}
