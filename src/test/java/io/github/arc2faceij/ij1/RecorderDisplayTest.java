package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.text.TextWindow;
import io.github.arc2faceij.macro.MacroOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recorder writes of each command has the keys of the macro reference, and does the same again. */
@Tag("display")
class RecorderDisplayTest {

    private static final String PHOTO = "astronaut.png";
    private static final String OTHER = "other.png";
    private static final List<String> TABLES = List.of("Faces", "Face IDs", "Similarity");

    private WindowedImageJ imageJ;

    @BeforeEach
    void openImageJAndPhotos() {
        imageJ = new WindowedImageJ();
        for (String command : List.of("GenerateFaces", "GenerateFacesInPose", "MixIdentities")) {
            Prefs.set("arc2face." + command + ".count", "1");
            Prefs.set("arc2face." + command + ".steps", "2");
        }
        Prefs.set("arc2face.MixIdentities.other", OTHER);
        ImagePlus other = IJ.openImage(SciJava.PHOTO);
        other.getProcessor().flipHorizontal();
        other.setTitle(OTHER);
        other.show();
        IJ.openImage(SciJava.PHOTO).show();
    }

    @AfterEach
    void forgetAndClose() throws InterruptedException {
        WindowedImageJ.forget(
                List.of("GenerateFaces", "GenerateFacesInPose", "MixIdentities"), "count", "steps", "other");
        closeTables();
        imageJ.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Detect Faces...",
                "Compute Face IDs...",
                "Compare Face IDs...",
                "Generate Faces...",
                "Generate Faces in Pose...",
                "Mix Identities...",
                "Show Pose Normal Map...",
                "Align Face..."
            })
    void theRecordedLineDoesTheSameAgain(String command) throws Exception {
        Dialogs.select(PHOTO);
        GenericDialog dialog = imageJ.open(command);
        Dialogs.press(dialog, "OK");
        String line = imageJ.recorded(command);
        assertEquals(keys(reference(command)), keys(line));
        List<String> made = takeResults();
        assertFalse(made.isEmpty());

        Dialogs.select(PHOTO);
        IJ.runMacro(line);
        assertEquals(made, takeResults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Batch...", "Save Faces...", "Generate from Recipe..."})
    void theRecordedLineWritesOrReadsTheSameFilesAgain(String command, @TempDir Path folder) throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.copy(Path.of(SciJava.PHOTO), in.resolve(PHOTO));
        Path out = Files.createDirectory(folder.resolve("out"));
        Path faces = folder.resolve("faces.tif");
        IJ.run("Generate Faces...", "image=" + PHOTO + " count=1 steps=2");
        IJ.saveAsTiff(imageJ.image("Faces of " + PHOTO), faces.toString());
        Map<String, String> start = Map.of(
                "Batch.input", in.toString(),
                "Batch.output", out.toString(),
                "Batch.count", "1",
                "Batch.steps", "2",
                "SaveFaces.folder", out.toString(),
                "SaveFaces.overwrite", "true",
                "GenerateFromRecipe.recipe", faces.toString());
        start.forEach((key, value) -> Prefs.set("arc2face." + key, value));
        try {
            Dialogs.select("faces.tif");
            Dialogs.press(imageJ.open(command), "OK");
            String line = imageJ.recorded(command);
            assertEquals(keys(reference(command)), keys(line));
            List<String> made = takeResults(out);
            assertFalse(made.isEmpty());

            IJ.open(faces.toString());
            IJ.runMacro(line);
            assertEquals(made, takeResults(out));
        } finally {
            start.keySet().forEach(key -> Prefs.set("arc2face." + key, (String) null));
        }
    }

    /** The same for files; they are removed. */
    private static List<String> takeResults(Path folder) throws IOException {
        List<String> results = takeResults();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{tif,png}")) {
            for (Path file : files) {
                results.add(file.getFileName() + ": bytes " + Arrays.hashCode(Files.readAllBytes(file)));
                Files.delete(file);
            }
        }
        return results;
    }

    /** The call with all keys in the macro reference. */
    private static String reference(String command) throws IOException {
        return Files.readAllLines(Path.of("macros", "README.md")).stream()
                .filter(line -> line.startsWith("run(\"" + command + "\""))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> keys(String call) {
        Matcher matcher = Pattern.compile("run\\(\"([^\"]+)\", \"(.*)\"\\);").matcher(call);
        if (!matcher.matches()) {
            throw new AssertionError(call);
        }
        return MacroOptions.parse(matcher.group(1), matcher.group(2)).keySet();
    }

    /** Describes and closes all images but the photos, and all tables; the overlay of the photo is removed. */
    private static List<String> takeResults() {
        List<String> results = new ArrayList<>();
        for (String title : WindowManager.getImageTitles()) {
            ImagePlus image = WindowManager.getImage(title);
            int elements = image.getOverlay() == null ? 0 : image.getOverlay().size();
            if (elements > 0) {
                results.add(title + ": " + elements + " overlay elements");
                image.setOverlay(null);
            }
            if (!title.equals(PHOTO) && !title.equals(OTHER)) {
                results.add(title + ": pixels " + pixels(image));
                image.changes = false;
                image.close();
            }
        }
        for (String table : TABLES) {
            ResultsTable found = ResultsTable.getResultsTable(table);
            if (found != null) {
                results.add(table + ": " + found.size() + " rows, " + found.getHeadings().length + " columns, first "
                        + found.getRowAsString(0));
            }
        }
        closeTables();
        results.sort(null);
        return results;
    }

    private static int pixels(ImagePlus image) {
        return Arrays.deepHashCode(Arrays.copyOf(image.getStack().getImageArray(), image.getStackSize()));
    }

    private static void closeTables() {
        for (String table : TABLES) {
            if (WindowManager.getWindow(table) instanceof TextWindow window) {
                window.close(false);
            }
        }
    }
}
