package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.imagej2.FreshStart.Mode;
import io.github.arc2faceij.imagej2.FreshStart.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example macros come to their ends, one after the other in one ImageJ2. */
class ExampleMacrosIT {

    /**
     * A macro and what it must print.
     *
     * @param macro its name
     * @param argument of the macro
     * @param printed a pattern
     */
    private record Example(String macro, String argument, String printed) {}

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"HEADLESS", "WINDOW"})
    void allPrintWhatTheyMust(Mode mode) throws Exception {
        List<Example> examples = examples();
        StringBuilder macro = new StringBuilder();
        for (Example example : examples) {
            macro.append("print('== ' + '" + example.macro + "');\n");
            macro.append("runMacro('"
                            + Path.of("macros", example.macro + ".ijm").toAbsolutePath() + "', '")
                    .append(example.argument)
                    .append("');\nclose('*');\n");
        }
        Outcome outcome = new FreshStart(folder).run(mode, macro + "return 'end';", "");
        assertEquals(List.of(), outcome.dialogs());
        assertEquals("end", outcome.answer(), outcome.console());
        String printed = mode == Mode.HEADLESS ? outcome.console() : outcome.log();
        for (Example example : examples) {
            Pattern wanted = Pattern.compile("(?s)== " + example.macro + "\\R((?!== ).)*" + example.printed);
            assertTrue(wanted.matcher(printed).find(), example + " in " + printed);
        }
    }

    private List<Example> examples() throws Exception {
        Path photo = Files.createDirectories(folder.resolve("test-images")).resolve(ImageJ2.PHOTO);
        Files.copy(Path.of("test-images", ImageJ2.PHOTO), photo);
        String other = Path.of("test-images/grace_hopper.jpg").toAbsolutePath().toString();
        Path set = Files.createDirectories(folder.resolve("set"));
        Files.copy(photo, set.resolve(ImageJ2.PHOTO));
        Files.copy(Path.of(other), set.resolve("grace_hopper.jpg"));
        String stacks = Files.createDirectories(folder.resolve("stacks")).toString();
        String pictures = Files.createDirectories(folder.resolve("pictures")).toString();
        String people = Files.createDirectories(folder.resolve("people")).toString();
        String hidden = Files.createDirectories(folder.resolve("de-identified")).toString();
        Path models = Files.createDirectories(folder.resolve("laboratory/controlnet"));
        Files.writeString(models.resolve("config.json"), "{}");
        String lab = folder.resolve("laboratory") + ";" + folder.resolve("models");
        return List.of(
                new Example("Quick_Start", folder.toString(), "Wrote .*face-4.png\\RWrote .*faces.tif"),
                new Example("Detect_Faces", photo.toString(), "The overlay has 6 selections"),
                new Example("Compute_Face_IDs", photo.toString(), "Wrote .*csv"),
                new Example("Compare_Face_IDs", photo.toString(), "mirror image: 0\\.9"),
                new Example("Generate_Faces", photo.toString(), "Guidance 4: 2 pictures of 128 x 128"),
                new Example("Generate_Faces_in_Pose", photo.toString(), "Turning head 3.*Own pose 1: seed 42 "),
                new Example("Mix_Identities", photo + ";" + other, "ratio 0\\.50"),
                new Example("Generate_from_Recipe", photo.toString(), "The same pictures"),
                new Example("Save_Faces", photo + ";" + pictures, "seed 43 "),
                new Example("De-identify_Photo", photo + ";" + hidden, "cosine to the person "),
                new Example("Batch", photo.getParent() + ";" + stacks, "1 done, 0 done before, 0 failed"),
                new Example("Show_Pose_Normal_Map", photo.toString(), "Head fitted to landmarks of Photo"),
                new Example("Prepare_Pictures", set.toString(), "grace_hopper.jpg face 1: histogram off by"),
                new Example("Average_Faces", set + ";" + folder, "Pictures of the mean identity: 1"),
                new Example("Align_Face", photo.toString(), "Aligned Photo: 256 x 256"),
                new Example("Invent_People", photo + ";" + people, "Pictures: 2"),
                new Example("Continuum", people, "person-1-0001\\.png, step 1: asked -0\\.\\d+, measured "),
                new Example("Install_Models", lab, "Filled "));
    }
}
