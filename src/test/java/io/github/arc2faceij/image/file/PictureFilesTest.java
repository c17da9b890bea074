package io.github.arc2faceij.image.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.xmp.XmpDirectory;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.PictureStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFilesTest {

    private static final String RECIPE =
            """
            {"software": "Arc2Face for ImageJ 1.2", "identity": "Zoë & <Jürgen> \\u9762.png, face 1", "identityHash": "ab",
            "sampler": "Euler", "steps": 5, "guidance": 3.0, "seed": 42, "noise": "torch CPU", "count": 2,
            "width": 4, "height": 4}""";

    @TempDir
    private Path folder;

    private final ImagePlus stack = stack("Faces of a/b: \"me\".png", 2);

    @Test
    void everySliceBecomesAPngThatSaysWhatItIs() throws Exception {
        List<Path> files = save(PictureFormat.PNG);
        assertEquals(
                List.of("Faces of a_b_ _me_.png-0001.png", "Faces of a_b_ _me_.png-0002.png"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        for (int slice = 1; slice <= 2; slice++) {
            assertArrayEquals((int[]) stack.getStack().getPixels(slice), (int[])
                    IJ.openImage(files.get(slice - 1).toString()).getProcessor().getPixels());
            assertSaysThatItIsSynthetic(files.get(slice - 1));
            assertEquals(new Provenance(RECIPE, "label " + slice), RecipeFile.ofFile(files.get(slice - 1)));
        }
    }

    /** Windows' rules, which every file here obeys on every system: shared folders and memory sticks go around. */
    @ParameterizedTest
    @CsvSource({
        "CON, _CON.tif",
        "prn.tif, _prn.tif",
        "aux.photo.png, _aux.photo.png.tif",
        "nul , _nul.tif",
        "Com1.jpg, _Com1.jpg.tif",
        "LPT9, _LPT9.tif",
        "console, console.tif",
        "COM10, COM10.tif",
        "'', _.tif",
        "trailing dot., trailing dot..tif",
        "'trailing blank ', trailing blank .tif",
        "C:\\Users\\me\\me.png, C__Users_me_me.png.tif",
        "../../up, .._.._up.tif",
        "'a\tb', a_b.tif"
    })
    void everyTitleBecomesANameThatWindowsAllows(String title, String expected) {
        assertEquals(folder.resolve(expected), PictureFiles.tiff(folder, title));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e4", "\u9762", "\ud83d\ude00"})
    void aVeryLongTitleIsCutAtACharacter(String letter) {
        String title = letter.repeat(300);
        ImagePlus image = stack(title, 2);
        List<Path> files = PictureFiles.of(image).save(folder, PictureFormat.PNG, false, Progress.NONE);
        String name = files.get(0).getFileName().toString();
        assertTrue(name.matches("(" + letter + "){50,200}-0001\\.png"), name);
        assertEquals(2, folder.toFile().list().length);
    }

    @Test
    void aTiffKeepsAllAndSaysWhatItIs() throws Exception {
        stack.setOverlay(new Overlay(new Roi(1, 1, 2, 2)));
        Path file = save(PictureFormat.TIFF).get(0);
        ImagePlus again = IJ.openImage(file.toString());
        assertEquals(2, again.getStackSize());
        for (int slice = 1; slice <= 2; slice++) {
            assertEquals("label " + slice, again.getStack().getSliceLabel(slice));
            assertArrayEquals((int[]) stack.getStack().getPixels(slice), (int[])
                    again.getStack().getPixels(slice));
        }
        assertEquals(1, again.getOverlay().size());
        assertEquals(RECIPE, again.getInfoProperty());
        assertSaysThatItIsSynthetic(file);
        assertEquals(RECIPE, RecipeFile.ofFile(file).recipe());
        again.setSlice(2);
        assertEquals(new Provenance(RECIPE, "label 2"), RecipeFile.ofImage(again));
    }

    @Test
    void aSinglePictureKeepsItsLabel() {
        PictureFiles one = PictureFiles.of(stack("one", 1));
        assertEquals(
                new Provenance(RECIPE, "label 1"),
                RecipeFile.ofFile(one.save(folder, PictureFormat.PNG, false, Progress.NONE)
                        .get(0)));
        Path tiff = one.save(folder, PictureFormat.TIFF, false, Progress.NONE).get(0);
        assertEquals(new Provenance(RECIPE, "label 1"), RecipeFile.ofImage(IJ.openImage(tiff.toString())));
    }

    @Test
    void savingChangesNothingInTheImage() {
        stack.changes = true;
        save(PictureFormat.TIFF);
        save(PictureFormat.PNG);
        assertEquals("Faces of a/b: \"me\".png", stack.getTitle());
        assertTrue(stack.changes);
        assertEquals(1, stack.getCurrentSlice());
    }

    @Test
    void imageJsOwnTiffKeepsTheRecipe() {
        Path file = folder.resolve("own.tif");
        IJ.saveAs(stack, "tiff", file.toString());
        assertEquals(RECIPE, RecipeFile.ofFile(file).recipe());
    }

    @Test
    void anOpenPngHasTheRecipeOfItsFile() {
        Path file = save(PictureFormat.PNG).get(1);
        assertEquals(new Provenance(RECIPE, "label 2"), RecipeFile.ofImage(IJ.openImage(file.toString())));
    }

    @Test
    void othersMayReadTheFilesAsTheyMayReadAnyNewFile() throws IOException {
        Path usual = Files.writeString(folder.resolve("usual"), "");
        for (Path file : save(PictureFormat.PNG)) {
            assertEquals(permissions(usual), permissions(file));
        }
    }

    /** Windows has none of this kind. */
    private static String permissions(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                ? PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                : "";
    }

    @Test
    void nothingIsReplacedUnasked() throws IOException {
        Path second = Files.writeString(folder.resolve("Faces of a_b_ _me_.png-0002.png"), "mine");
        String sentence = assertThrows(Arc2FaceException.class, () -> save(PictureFormat.PNG))
                .getMessage();
        assertTrue(sentence.contains(second.toString()), sentence);
        assertEquals("mine", Files.readString(second));
        assertEquals(List.of(second), files());
        PictureFiles.of(stack).save(folder, PictureFormat.PNG, true, Progress.NONE);
        assertEquals(2, files().size());
        assertEquals(RECIPE, RecipeFile.ofFile(second).recipe());
    }

    @Test
    void whatIsCompleteStaysWhenTheUserCancels() throws IOException {
        Progress once = (task, fraction) -> {
            if (fraction > 0) {
                throw new CancellationException();
            }
        };
        assertThrows(
                CancellationException.class, () -> PictureFiles.of(stack).save(folder, PictureFormat.PNG, false, once));
        assertEquals(1, files().size(), "and no part of another");
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneSentence() {
        String sentence = assertThrows(Arc2FaceException.class, () -> PictureFiles.of(stack)
                        .save(folder.resolve("none"), PictureFormat.TIFF, false, Progress.NONE))
                .getMessage();
        assertTrue(sentence.startsWith("Cannot write \""), sentence);
    }

    @Test
    void onlyGeneratedPicturesSayThatTheyAreSynthetic() {
        ImagePlus photo = IJ.createImage("photo", "RGB", 4, 4, 1);
        String sentence = assertThrows(Arc2FaceException.class, () -> PictureFiles.of(photo))
                .getMessage();
        assertTrue(sentence.startsWith("\"photo\" has no recipe in its Info."), sentence);
    }

    @Test
    void filesWithoutARecipeAreTold() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        Path damaged = Files.write(folder.resolve("damaged.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0});
        Path plain = folder.resolve("plain.png");
        new FileSaver(stack("x", 1)).saveAsPng(plain.toString());
        Path tiff = folder.resolve("photo.tif");
        new FileSaver(IJ.createImage("photo", "RGB", 4, 4, 1)).saveAsTiff(tiff.toString());
        for (Path file : List.of(text, damaged, plain, tiff)) {
            String sentence = assertThrows(Arc2FaceException.class, () -> RecipeFile.ofFile(file))
                    .getMessage();
            assertTrue(sentence.startsWith("There is no recipe in \"" + file), sentence);
        }
        assertThrows(Arc2FaceException.class, () -> RecipeFile.ofFile(folder));
    }

    private static void assertSaysThatItIsSynthetic(Path file) throws Exception {
        Map<String, String> xmp = ImageMetadataReader.readMetadata(file.toFile())
                .getFirstDirectoryOfType(XmpDirectory.class)
                .getXmpProperties();
        assertEquals(
                "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
                xmp.get("Iptc4xmpExt:DigitalSourceType"));
        assertEquals("Arc2Face for ImageJ 1.2", xmp.get("xmp:CreatorTool"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private List<Path> save(PictureFormat format) {
        return PictureFiles.of(stack).save(folder, format, false, Progress.NONE);
    }

    private static ImagePlus stack(String title, int slices) {
        List<Picture> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= slices; i++) {
            Picture picture = Picture.black(4, 4);
            picture.rgb()[i] = (byte) 200;
            pictures.add(picture);
            labels.add("label " + i);
        }
        return PictureStack.of(title, pictures, labels, RECIPE);
    }
}
