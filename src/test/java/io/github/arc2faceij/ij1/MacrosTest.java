package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example macros do what they say, in plain ImageJ without a display. */
class MacrosTest {

    @TempDir
    private Path folder;

    private Path photo;

    @BeforeAll
    static void startImageJ() {
        HeadlessImageJ.start();
    }

    @AfterAll
    static void stopImageJ() {
        HeadlessImageJ.stop();
    }

    @BeforeEach
    void copyPhoto() throws IOException {
        Path images = Files.createDirectories(folder.resolve("test-images"));
        photo = Files.copy(Path.of("test-images", "astronaut.png"), images.resolve("astronaut.png"));
    }

    @Test
    void detectFacesDrawsAnOverlay() throws IOException {
        String log = run("Detect_Faces.ijm", photo);
        assertTrue(log.matches("The overlay has [1-9]\\d* selections\\."), log);
    }

    @Test
    void computeFaceIdsWritesAFile() throws IOException {
        Path file = Path.of(photo + ".csv");
        assertEquals("Wrote " + file, run("Compute_Face_IDs.ijm", photo));
        assertTrue(Files.size(file) > 512);
    }

    @Test
    void compareFaceIdsFindsAMirroredFaceAlike() throws IOException {
        String log = run("Compare_Face_IDs.ijm", photo);
        assertTrue(log.matches("First face and its mirror image: 0\\.9\\d\\d"), log);
    }

    @Test
    void generateFacesMakesAStackForEachGuidance() throws IOException {
        assertEquals(
                List.of("Guidance 2: 2 pictures of 128 x 128", "Guidance 4: 2 pictures of 128 x 128"),
                run("Generate_Faces.ijm", photo).lines().toList());
    }

    @Test
    void quickStartWritesPngAndTiff() throws IOException {
        String log = run("Quick_Start.ijm", folder);
        Path pictures = folder.resolve("first-picture");
        ImagePlus stack = IJ.openImage(pictures.resolve("faces.tif").toString());
        assertEquals(4, stack.getStackSize());
        assertTrue(stack.getInfoProperty().contains("\"seed\": 42"), stack.getInfoProperty());
        for (int i = 1; i <= 4; i++) {
            Path file = pictures.resolve("face-" + i + ".png");
            assertTrue(log.contains("Wrote " + file), log);
            ImagePlus picture = IJ.openImage(file.toString());
            assertArrayEquals((int[]) stack.getStack().getPixels(i), (int[])
                    picture.getProcessor().getPixels());
        }
    }

    /** Returns what a macro printed, after it came to its end. */
    private static String run(String macro, Path argument) throws IOException {
        String text = Files.readString(Path.of("macros", macro));
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(text, argument.toString());
        assertEquals(null, outcome.answer(), outcome.log());
        return outcome.log();
    }
}
