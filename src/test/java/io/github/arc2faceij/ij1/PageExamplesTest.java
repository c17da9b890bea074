package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.numpy.Npy;
import io.github.arc2faceij.site.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The macros of README and pages run as they stand, on the tiny model by formula; only {@code /path/} is a folder here. */
class PageExamplesTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void startImageJ() throws Exception {
        Path model = RecipeModel.write(folder.resolve("tiny"));
        RecipeModel.addAdapters(model);
        Files.copy(Path.of(SciJava.PHOTO), folder.resolve("photo.jpg"));
        Files.copy(Path.of(SciJava.PHOTO), folder.resolve("me.jpg"));
        Files.copy(Path.of(SciJava.PHOTO), folder.resolve("you.jpg"));
        Files.write(folder.resolve("smile.npy"), Npy.write(Tensor.of(new float[55], 1, 55)));
        HeadlessImageJ.start();
        HeadlessImageJ.run("run('Arc2Face...', 'model=[" + model + "]');");
    }

    @AfterAll
    static void stopImageJ() {
        HeadlessImageJ.run("run('Arc2Face...', 'model=[]');");
        HeadlessImageJ.stop();
    }

    static List<String> macros() {
        return Page.ofSite().stream()
                .flatMap(page -> page.blocks("ijm").stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("macros")
    void aMacroComesToItsEnd(String macro) {
        String here = macro.replace("/path/", folder + "/");
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run("open('" + folder + "/me.jpg');\n" + here + "return getTitle();");
        assertTrue(outcome.answer().matches("Faces of me.*"), outcome.toString());
        ImagePlus pictures = WindowManager.getImage(outcome.answer());
        assertTrue(pictures.getInfoProperty().contains("trainedAlgorithmicMedia"), pictures.getInfoProperty());
    }

    @Test
    void theReadmesMacroSavesFourPictures() {
        String macro = Page.readme().blocks("ijm").get(0);
        assertEquals(new HeadlessImageJ.Outcome(null, ""), HeadlessImageJ.run(macro.replace("/path/", folder + "/")));
        ImagePlus saved = IJ.openImage(folder.resolve("faces.tif").toString());
        assertEquals(4, saved.getStackSize());
        assertTrue(saved.getInfoProperty().contains("\"seed\": 42"), saved.getInfoProperty());
    }
}
