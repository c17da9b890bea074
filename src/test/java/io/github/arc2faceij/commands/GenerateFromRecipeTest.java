package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileSaver;
import io.github.arc2faceij.recipe.WrittenRecipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;

/** Pictures of the bundled model, made again from what they carry: the same pixels, or what differs. */
class GenerateFromRecipeTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final Path OTHER =
            Path.of("src/test/resources/golden/pose/heads/000.png").toAbsolutePath();

    private final OpenImages images = new OpenImages();
    private ImagePlus photo;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        photo = images.open("astronaut.png", CommandRunner.astronaut());
        images.open("other.png", IJ.openImage(OTHER.toString()));
    }

    @AfterEach
    void closeImages() {
        images.close();
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void facesOfAnOpenImage() {
        ImagePlus first =
                make(GenerateFaces.class, "count", 2, "sampler", "Euler a", "guidance", 2.5, "noise", "torch CUDA");
        assertMadeAgain(first, "image", first);
    }

    @Test
    void facesOfOneGeneratorForAll() {
        ImagePlus first = make(GenerateFaces.class, "count", 2, "sampler", "Euler a", "generators", "One for all");
        assertEquals("seed 42 #2 ", first.getStack().getSliceLabel(2).substring(0, 11));
        assertMadeAgain(first, "image", first);
        ImagePlus single = make(GenerateFaces.class, "sampler", "Euler a");
        assertFalse(Arrays.equals(pixels(single), pixels(first)), "the noise changes with the number of pictures");
        ImagePlus each = make(GenerateFaces.class, "count", 2, "sampler", "Euler a");
        assertArrayEquals(pixels(single), pixels(each));
    }

    /** Recipes of the first versions say nothing of generators, and mean one for all pictures. */
    @Test
    void facesOfARecipeThatWasWrittenBefore() throws IOException {
        ImagePlus first = make(GenerateFaces.class, "count", 2, "sampler", "LCM", "generators", "One for all");
        assertFalse(first.getInfoProperty().contains("generators"), first.getInfoProperty());
        assertMadeAgain(first, "image", first);
        ImagePlus own = make(GenerateFaces.class, "count", 2, "sampler", "LCM");
        String stripped = own.getInfoProperty().replaceFirst("\n *\"generators\": [^\n]*", "");
        Path json = Files.writeString(folder.resolve("earlier.json"), stripped);
        assertMadeAgain(first, "recipe", json.toString());
    }

    @Test
    void facesThatWereMadeSooner() {
        ImagePlus first = make(GenerateFaces.class, "speed", "Skip deep blocks", "steps", 10);
        assertEquals(
                "Skip deep blocks",
                WrittenRecipe.parse(first.getInfoProperty()).recipe().speed());
        assertMadeAgain(first, "image", first);
    }

    @Test
    void facesOfAnotherSize() {
        ImagePlus first = make(GenerateFaces.class, "width", 192, "height", 128);
        assertEquals(192, first.getWidth());
        assertMadeAgain(first, "image", first);
    }

    @Test
    void facesMadeSooner() {
        ImagePlus first = make(GenerateFaces.class, "steps", 12, "speed", "Skip deep blocks");
        assertMadeAgain(first, "image", first);
    }

    @Test
    void aTurningHead() {
        ImagePlus first =
                make(GenerateFacesInPose.class, "yaw", 30.3, "pitch", -5.0, "strength", 0.7, "count", 2, "frames", 3);
        assertMadeAgain(first, "image", first);
    }

    @Test
    void aHeadThatTurnsLikeAnother() {
        ImagePlus first =
                make(GenerateFacesInPose.class, "pose", "Reference image", "reference", "other.png", "frames", 2);
        assertMadeAgain(first, "image", first);
    }

    @Test
    void theOwnLandmarks() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ImagePlus first = make(GenerateFacesInPose.class, "pose", "Landmark overlay", "frames", 2);
        assertMadeAgain(first, "image", first);
    }

    @Test
    void aMixtureFromAStart() {
        ImagePlus first = make(
                MixIdentities.class,
                List.of("other", "other.png", "ratio", 0.7, "frames", 3, "method", "Spherical (slerp)")
                        .toArray());
        assertMadeAgain(first, "image", first);
        ImagePlus started =
                make(MixIdentities.class, "other", "other.png;astronaut.png", "start", "other.png", "change", 0.6);
        assertMadeAgain(started, "image", started);
    }

    @Test
    void filesOfThePicturesAndOfTheFaces() throws IOException {
        ImagePlus first = make(MixIdentities.class, "count", 2, "other", "other.png");
        RUNNER.succeed(SaveFaces.class, "image", first, "folder", folder.toString());
        Path tiff = folder.resolve("own.tif");
        new FileSaver(first).saveAsTiffStack(tiff.toString());
        Path json = Files.writeString(folder.resolve("recipe.json"), first.getInfoProperty());
        Path png = folder.resolve("earlier pictures-0002.png");
        images.close();
        String faces = Path.of("test-images/astronaut.png").toAbsolutePath() + " ; " + OTHER;
        for (Path recipe : List.of(tiff, json, png)) {
            ImagePlus again = assertMadeAgain(first, "recipe", recipe.toString(), "sources", faces);
            assertEquals(recipe == png ? 2 : 1, again.getCurrentSlice());
        }
    }

    @Test
    void aSavedIdentityWillDoInPlaceOfThePhoto() {
        ImagePlus first = make(MixIdentities.class, "other", "other.png");
        ImagePlus plain = make(GenerateFaces.class);
        ImagePlus posed = make(GenerateFacesInPose.class);
        Path saved = folder.resolve("saved;1.npy");
        RUNNER.succeed(ComputeFaceIds.class, "image", photo, "save", saved.toString());
        assertMadeAgain(first, "image", first, "sources", saved + ";other.png");
        assertMadeAgain(plain, "image", plain, "sources", saved.toString());
        String sentence = fail("image", posed, "sources", saved.toString(), "exact", true);
        assertTrue(sentence.contains("The head for the pose does not have the shape"), sentence);
    }

    @Test
    void peopleOfAFileAreMadeAgainFromIt() {
        Path saved = folder.resolve("people.npy");
        RUNNER.succeed(InventPeople.class, "count", 3, "save", saved.toString());
        String second = saved + ", row 2";
        ImagePlus plain = make(GenerateFaces.class, "people", second);
        assertMadeAgain(plain, "image", plain, "sources", saved.toString());
        ImagePlus turning = make(GenerateFacesInPose.class, "people", second, "yaw", 20.0, "frames", 2);
        assertMadeAgain(turning, "image", turning, "sources", saved.toString());
        ImagePlus mixed = make(MixIdentities.class, "people", second, "other", saved + ", row 3");
        assertMadeAgain(mixed, "image", mixed, "sources", saved.toString());
    }

    @Test
    void theActiveImageIsThePhotoOfARecipeInAFile() throws IOException {
        ImagePlus first = make(GenerateFaces.class);
        Path json = Files.writeString(folder.resolve("recipe.json"), first.getInfoProperty());
        photo.setTitle("renamed");
        assertMadeAgain(first, "recipe", json.toString(), "image", photo);
    }

    @Test
    void theFaceThatWasSelectedIsFoundByItsHash() {
        ImagePlus pair = images.open("pair", pair());
        ImagePlus first = make(GenerateFaces.class, "image", pair, "face", "Selection");
        assertTrue(first.getInfoProperty().contains("pair, face "), first.getInfoProperty());
        pair.deleteRoi();
        assertMadeAgain(first, "image", first);
    }

    @Test
    void whatDiffersIsToldAndRefusedOnRequest() throws IOException {
        ImagePlus first = make(GenerateFaces.class);
        Path json = folder.resolve("recipe.json");
        Files.writeString(
                json,
                first.getInfoProperty()
                        .replaceFirst("\"onnxruntime\": \"[^\"]*\"", "\"onnxruntime\": \"1.2.3\", \"hair\": \"red\"")
                        .replaceFirst("\"modelFingerprint\": \"[^\"]*\"", "\"modelFingerprint\": \"other\""));
        String sentence = fail("recipe", json.toString(), "sources", "other.png", "exact", true);
        assertTrue(
                sentence.startsWith(
                        "The pictures would not be the same as those of the recipe. The model is different"),
                sentence);
        assertTrue(
                sentence.contains("The face is not exactly that of the recipe, \"astronaut.png, face 1\""), sentence);
        assertTrue(sentence.contains("ONNX Runtime \"1.2.3\""), sentence);
        assertTrue(sentence.contains("The recipe's \"hair\" (\"red\") cannot be repeated here."), sentence);
        String log = log(() -> {
            ImagePlus other = again("recipe", json.toString(), "sources", "other.png");
            assertTrue(other.getInfoProperty().contains("\"identity\": \"other.png, face 1\""));
        });
        assertEquals(4, log.lines().count(), log);
        assertTrue(log.contains("The face is not exactly that of the recipe"), log);
    }

    @Test
    void anotherPictureToStartFromAndADraggedPointAreTold() {
        ImagePlus started = make(MixIdentities.class, "other", "other.png", "start", "astronaut.png");
        String sentence = fail("image", started, "exact", true, "sources", "other.png;other.png");
        assertTrue(sentence.contains("The start picture is not that of the recipe"), sentence);
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ImagePlus posed = make(GenerateFacesInPose.class, "pose", "Landmark overlay");
        photo.getOverlay().get("face 1 lips").setLocation(200, 150);
        sentence = fail("image", posed, "exact", true);
        assertTrue(sentence.contains("The head for the pose does not have"), sentence);
    }

    @Test
    void whatIsMissingIsAskedFor() throws IOException {
        ImagePlus mixed = make(MixIdentities.class, "other", "other.png");
        WindowManager.getImage("other.png").setTitle("elsewhere");
        String sentence = fail("image", mixed);
        assertTrue(sentence.startsWith("The recipe needs \"other.png\", but no open image has this title"), sentence);
        assertTrue(sentence.contains("takes \"astronaut.png\", \"other.png\", in this order"), sentence);
        assertTrue(fail("image", mixed, "sources", "a;b;c").contains("3 images or files are given"));
        assertTrue(fail("image", mixed, "sources", "astronaut.png;nowhere").contains("\"nowhere\" is open"));
        assertTrue(fail("image", photo).startsWith("\"astronaut.png\" has no recipe in its Info."));
        assertTrue(fail().startsWith("There is no image."));
        assertTrue(fail("recipe", "recipe.json").contains("is not the full path"));
        assertTrue(fail("recipe", folder.resolve("no.json").toString()).startsWith("There is no file"));
        Path hostile = Files.writeString(
                folder.resolve("r.json"), mixed.getInfoProperty().replace("\"steps\": 2", "\"steps\": 5000"));
        assertTrue(fail("recipe", hostile.toString(), "sources", "astronaut.png;elsewhere")
                .contains("5000 steps"));
    }

    private ImagePlus pair() {
        var both = new ij.process.ColorProcessor(2 * photo.getWidth(), photo.getHeight());
        both.insert(photo.getProcessor(), 0, 0);
        both.insert(photo.getProcessor(), photo.getWidth(), 0);
        ImagePlus pair = new ImagePlus("pair", both);
        pair.setRoi(photo.getWidth() + 150, 50, 150, 150);
        return pair;
    }

    private ImagePlus make(Class<? extends Command> command, Object... inputs) {
        Stream<Object> few = Stream.of("image", photo, "steps", 2, "count", 1);
        Object[] all = Stream.concat(few, Stream.of(inputs)).toArray();
        ImagePlus made = (ImagePlus) RUNNER.succeed(command, all).getOutput("pictures");
        made.setTitle("earlier pictures");
        return made;
    }

    private static ImagePlus again(Object... inputs) {
        return (ImagePlus) RUNNER.succeed(GenerateFromRecipe.class, inputs).getOutput("pictures");
    }

    private static String fail(Object... inputs) {
        return RUNNER.fail(GenerateFromRecipe.class, inputs);
    }

    /** Everything agrees, so {@code exact} has nothing to refuse. */
    private static ImagePlus assertMadeAgain(ImagePlus first, Object... inputs) {
        Object[] exact =
                Stream.concat(Stream.of("exact", true), Stream.of(inputs)).toArray();
        ImagePlus again = again(exact);
        assertEquals(first.getStackSize(), again.getStackSize());
        for (int slice = 1; slice <= first.getStackSize(); slice++) {
            assertEquals(first.getStack().getSliceLabel(slice), again.getStack().getSliceLabel(slice));
            assertArrayEquals((int[]) first.getStack().getPixels(slice), (int[])
                    again.getStack().getPixels(slice));
        }
        int[] pixels = (int[]) first.getStack().getPixels(1);
        assertTrue(Arrays.stream(pixels).distinct().count() > 50, "a picture");
        return again;
    }

    private static int[] pixels(ImagePlus image) {
        return (int[]) image.getStack().getPixels(1);
    }

    private static String log(Runnable work) {
        PrintStream before = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
            return log.toString(StandardCharsets.UTF_8).strip();
        } finally {
            System.setOut(before);
        }
    }
}
