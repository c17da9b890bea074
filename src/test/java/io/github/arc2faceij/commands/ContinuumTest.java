package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.image.file.Provenance;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** Continuum... and the sets of stimuli, on the bundled model. */
class ContinuumTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    private final OpenImages images = new OpenImages();

    @TempDir
    private Path folder;

    private Path people;
    private Path set;

    @BeforeEach
    void inventPeople() throws IOException {
        people = folder.resolve("people.npy");
        set = Files.createDirectory(folder.resolve("set"));
        RUNNER.succeed(InventPeople.class, "count", 2, "distance", 0.7, "seed", 3, "save", people.toString());
    }

    @AfterEach
    void closeImages() {
        images.close();
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    private static Object[] quick(Object... inputs) {
        return Stream.concat(Stream.of("sampler", "LCM", "steps", 4, "guidance", 1, "frames", 3), Stream.of(inputs))
                .toArray();
    }

    private Object[] ofPeople(Object... inputs) {
        return quick(
                Stream.concat(Stream.of("people", people + ", row 1", "other", people + ", row 2"), Stream.of(inputs))
                        .toArray());
    }

    @Test
    void stepsFromPersonToPersonAreEqualAndASetForAnExperiment() throws IOException {
        CommandModule module = RUNNER.succeed(
                MakeContinuum.class,
                ofPeople("count", 2, "tolerance", 0.3, "budget", 40, "set", set.toString(), "counterbalance", true));
        ResultsTable steps = (ResultsTable) module.getOutput("table");
        double step = steps.getValue("asked", 1) - steps.getValue("asked", 0);
        assertTrue(step > 0, "towards the other one");
        assertEquals(step, steps.getValue("asked", 2) - steps.getValue("asked", 1), 1e-9);
        assertEquals(steps.getValue("asked", 1), steps.getValue("measured", 1), 0.3 * step);

        Set<String> files = new TreeSet<>(Set.of("contact-sheet.png", "stimuli.csv"));
        IntStream.rangeClosed(1, 6).forEach(i -> files.add("person-1-000" + i + ".png"));
        IntStream.rangeClosed(1, 3).forEach(i -> files.add("participant-" + i + ".csv"));
        assertEquals(files, names(set));
        ResultsTable stimuli = ResultsTable.open(set.resolve("stimuli.csv").toString());
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    steps.getValue("measured", i),
                    (stimuli.getValue("measured", i) + stimuli.getValue("measured", i + 3)) / 2,
                    1e-6);
            assertEquals("step " + (i + 1), stimuli.getStringValue("condition", i + 3));
            assertEquals(43, stimuli.getValue("seed", i + 3));
        }
        ImagePlus pictures = (ImagePlus) module.getOutput("pictures");
        for (int slice = 1; slice <= 6; slice++) {
            Path file = set.resolve("person-1-000" + slice + ".png");
            assertArrayEquals(pixels(pictures, slice), pixels(IJ.openImage(file.toString()), 1));
            assertEquals(pictures.getInfoProperty(), RecipeFile.ofFile(file).recipe());
        }
        assertOrders();
        assertMadeAgain(pictures, "sources", people.toString());
    }

    /** Each participant sees all pictures, one of each step in a block, and each step stands once at each place. */
    private void assertOrders() throws IOException {
        Set<String> first = new TreeSet<>();
        for (int participant = 1; participant <= 3; participant++) {
            ResultsTable order = ResultsTable.open(
                    set.resolve("participant-" + participant + ".csv").toString());
            assertEquals(6, order.size());
            assertEquals(
                    6,
                    IntStream.range(0, 6)
                            .mapToObj(row -> order.getStringValue("file", row))
                            .distinct()
                            .count());
            assertEquals(
                    3,
                    IntStream.range(0, 3)
                            .mapToObj(row -> order.getStringValue("condition", row))
                            .distinct()
                            .count());
            first.add(order.getStringValue("condition", 0));
        }
        assertEquals(3, first.size());
    }

    @Test
    void theExpressionOfAReferenceComesAndIsMadeAgain() {
        images.open("other.png", IJ.openImage("src/test/resources/golden/pose/heads/000.png"));
        ImagePlus smiling = (ImagePlus) RUNNER.succeed(
                        MakeContinuum.class,
                        ofPeople("count", 1, "along", "Expression", "reference", "other.png", "budget", 3))
                .getOutput("pictures");
        assertTrue(
                smiling.getStack().getSliceLabel(3).startsWith("seed 42 expression 1.00, synthetic"),
                smiling.getStack().getSliceLabel(3));
        assertMadeAgain(smiling, "sources", people + ";other.png");
    }

    @Test
    void picturesOfSavedPeopleAreASetByPerson() throws IOException {
        RUNNER.succeed(
                GenerateFaces.class,
                "people",
                people.toString(),
                "count",
                1,
                "sampler",
                "LCM",
                "set",
                set.toString(),
                "counterbalance",
                true);
        assertEquals(
                Set.of(
                        "person-1-0001.png",
                        "person-2-0001.png",
                        "contact-sheet.png",
                        "stimuli.csv",
                        "participant-1.csv",
                        "participant-2.csv"),
                names(set));
        List<String> lines = Files.readAllLines(set.resolve("stimuli.csv"));
        assertEquals(
                "file,identity,seed,condition,quantity,asked,measured,cosine,yaw,pitch,roll,quality", lines.get(0));
        assertTrue(
                lines.get(2)
                        .startsWith("person-2-0001.png,\"people.npy, row 2\",42,\"people.npy, row 2\","
                                + "cosine_to_identity,1.0,"),
                lines.get(2));
        String again = RUNNER.fail(GenerateFaces.class, "people", people.toString(), "set", set.toString());
        assertTrue(again.contains("is not empty"), again);
        String sheet = RUNNER.fail(
                GenerateFromRecipe.class,
                "recipe",
                set.resolve("contact-sheet.png").toString());
        assertTrue(sheet.startsWith("These pictures were made of others (\"Contact sheet\")."), sheet);
        assertPreparedAndSaved();
    }

    private void assertPreparedAndSaved() throws IOException {
        ImagePlus prepared = (ImagePlus)
                RUNNER.succeed(PreparePictures.class, "folder", set.toString(), "align", false, "mask", "None")
                        .getOutput("prepared");
        Path saved = Files.createDirectory(folder.resolve("prepared"));
        RUNNER.succeed(SaveFaces.class, "image", prepared, "folder", saved.toString());
        assertEquals(Set.of("Prepared set-0001.png", "Prepared set-0002.png"), names(saved));
        Provenance second = RecipeFile.ofFile(saved.resolve("Prepared set-0002.png"));
        assertEquals("person-2-0001.png, synthetic", second.label());
        assertEquals(prepared.getInfoProperty(), second.recipe());
        String drawn = RecipeFile.ofFile(set.resolve("person-2-0001.png")).recipe();
        JsonObject made = JsonParser.parseString(second.recipe()).getAsJsonObject();
        assertEquals(
                JsonParser.parseString(drawn), made.getAsJsonArray("recipes").get(1));
        assertEquals(
                Recipe.TRAINED_ALGORITHMIC_MEDIA, made.get("digitalSourceType").getAsString());
    }

    @Test
    void whatCannotBeIsToldBeforeAnyPictureIsMade() {
        assertTrue(fail("frames", 2).contains("3 to 100 frames, not 2"));
        assertTrue(fail("tolerance", 0.5).contains("below 0.5"));
        assertTrue(
                fail("budget", 8, "count", 4).contains("3 steps need as many tries at least, but the budget allows 2"));
        assertTrue(fail("along", "Yaw", "from", 70, "to", 0).contains("from 70.0 to 0.0"));
        assertTrue(fail("along", "Expression", "reference", "nobody.png").contains("nobody.png"));
        assertTrue(fail("along", "Hair").contains("Hair"));
        assertTrue(RUNNER.fail(MakeContinuum.class, quick("people", people + ", row 1"))
                .contains("nobody to mix with"));
        assertTrue(fail("set", folder.toString()).contains("is not empty"));
        assertTrue(fail("set", folder.resolve("no").toString()).contains("no folder"));
    }

    private String fail(Object... inputs) {
        return RUNNER.fail(MakeContinuum.class, ofPeople(inputs));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void assertMadeAgain(ImagePlus first, Object... inputs) {
        Object[] all = Stream.concat(Stream.of("image", first, "exact", true), Stream.of(inputs))
                .toArray();
        ImagePlus again =
                (ImagePlus) RUNNER.succeed(GenerateFromRecipe.class, all).getOutput("pictures");
        assertEquals(first.getStackSize(), again.getStackSize());
        for (int slice = 1; slice <= first.getStackSize(); slice++) {
            assertEquals(first.getStack().getSliceLabel(slice), again.getStack().getSliceLabel(slice));
            assertArrayEquals(pixels(first, slice), pixels(again, slice));
        }
    }

    private static int[] pixels(ImagePlus image, int slice) {
        return (int[]) image.getStack().getProcessor(slice).convertToRGB().getPixels();
    }
}
