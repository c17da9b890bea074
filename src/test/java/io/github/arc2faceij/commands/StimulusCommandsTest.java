package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.FaceSpaceFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;

/** Face Space..., Invent People... and Caricature... on the bundled model and its face space. */
class StimulusCommandsTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    private final OpenImages images = new OpenImages();

    @TempDir
    private Path folder;

    @AfterEach
    void closeImages() {
        images.close();
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    private ResultsTable table(Class<? extends Command> command, Object... inputs) {
        return (ResultsTable) RUNNER.succeed(command, inputs).getOutput("table");
    }

    @Test
    void theBundledSpaceInventsPeopleWithoutAnyPhoto() throws IOException {
        Path file = folder.resolve("people.npy");
        ResultsTable table = table(InventPeople.class, "count", 20, "distance", 0.5, "save", file.toString());
        List<Identity> people = IdentityFile.read(file);
        assertEquals(20, people.size());
        assertEquals(FaceSpaceFile.bundled().recogniser(), people.get(0).recogniser());
        for (int i = 0; i < 20; i++) {
            double nearest = 2;
            for (int j = 0; j < 20; j++) {
                nearest = j == i ? nearest : Math.min(nearest, 1 - people.get(i).cosine(people.get(j)));
            }
            assertTrue(nearest >= 0.5, "person " + i + " at " + nearest);
            assertEquals(nearest, table.getValue("nearest_distance", i), 1e-6);
        }
        List<String> lines = Files.readAllLines(folder.resolve("people.csv"));
        assertEquals(21, lines.size());
        assertEquals(
                "file,row,seed,draw,least_distance,nearest_distance,target,asked_cosine,measured_cosine", lines.get(0));
        assertTrue(lines.get(1).startsWith("people.npy,1,42,1,0.5,0."), lines.get(1));
        assertEquals(9, lines.get(1).split(",", -1).length);
    }

    @Test
    void foilsAreAtTheirCosineAndApartFromOthers() {
        images.open("astronaut.png", CommandRunner.astronaut());
        Path others = folder.resolve("others.npy");
        table(InventPeople.class, "count", 3, "save", others.toString());
        Path foils = folder.resolve("foils.npy");
        ResultsTable table = table(
                InventPeople.class,
                "count",
                4,
                "distance",
                0.3,
                "apart",
                others.toString(),
                "target",
                "astronaut.png",
                "similarity",
                0.45,
                "save",
                foils.toString());
        for (int i = 0; i < 4; i++) {
            assertEquals(0.45, table.getValue("measured_cosine", i), 1e-6);
            assertEquals("astronaut.png, face 1", table.getStringValue("target", i));
            for (Identity other : IdentityFile.read(others)) {
                assertTrue(other.cosine(IdentityFile.read(foils).get(i)) <= 0.7);
            }
        }
    }

    @Test
    void savedPeopleAreDrawnWithoutAnyPhoto() {
        Path people = folder.resolve("people.npy");
        table(InventPeople.class, "count", 3, "save", people.toString());
        ImagePlus first = pictures("people", people + "; " + people + ", row 3");
        assertEquals("Faces of people.npy, row 1", first.getTitle());
        ImagePlus third = pictures("people", people + ", row 3");
        ImagePlus mixed = (ImagePlus) RUNNER.succeed(
                        MixIdentities.class,
                        "image",
                        images.open("astronaut.png", CommandRunner.astronaut()),
                        "count",
                        1,
                        "steps",
                        2,
                        "other",
                        people + ", row 3",
                        "ratio",
                        1.0)
                .getOutput("pictures");
        assertArrayEquals((int[]) mixed.getProcessor().getPixels(), (int[])
                third.getProcessor().getPixels());
        String reason = RUNNER.fail(GenerateFaces.class, "people", people + ", row 4");
        assertTrue(reason.contains("has no row 4"), reason);
    }

    private ImagePlus pictures(Object... inputs) {
        Object[] all = Stream.concat(Stream.of("count", 1, "steps", 2), Stream.of(inputs))
                .toArray();
        return (ImagePlus) RUNNER.succeed(GenerateFaces.class, all).getOutput("pictures");
    }

    @Test
    void caricaturesOfSavedPeopleAreInTheOrderOfTheTable() {
        Path people = folder.resolve("people.npy");
        table(InventPeople.class, "count", 2, "save", people.toString());
        Path file = folder.resolve("more.npy");
        ResultsTable table = table(
                CaricatureFaces.class, "people", people.toString(), "levels", "1 1.5, -1", "save", file.toString());
        List<Identity> made = IdentityFile.read(file);
        assertEquals(6, made.size());
        assertEquals(6, table.size());
        for (int i = 0; i < 6; i++) {
            Identity person = IdentityFile.read(people).get(i / 3);
            assertEquals(made.get(i).cosine(person), table.getValue("cosine_to_person", i), 1e-6);
        }
        assertEquals("people.npy, row 2", table.getStringValue("source", 3));
        assertEquals(1, table.getValue("cosine_to_person", 3), 1e-6);
        assertTrue(table.getValue("cosine_to_mean", 1) < table.getValue("cosine_to_mean", 0));
        assertTrue(table.getValue("cosine_to_mean", 2) < 1);
    }

    @Test
    void aFaceSpaceOfSavedPeopleIsDrawnFrom() throws IOException {
        Path people = folder.resolve("people.npy");
        table(InventPeople.class, "count", 60, "distance", 0.1, "save", people.toString());
        List<Identity> identities = IdentityFile.read(people);
        FaceSpace drawn = FaceSpaceFile.bundled();
        String rows = identities.stream()
                .map(person -> "x," + (40 + 5 * drawn.scores(person)[0]) + "\n")
                .collect(Collectors.joining());
        Path labels = Files.writeString(folder.resolve("labels.csv"), "name,age\n" + rows);
        Path space = folder.resolve("space.npz");
        Path faces = folder.resolve("faces.npy");
        ResultsTable table = table(
                MakeFaceSpace.class,
                "people",
                people.toString(),
                "axes",
                20,
                "labels",
                labels.toString(),
                "column",
                "age",
                "levels",
                "35 45",
                "faces",
                faces.toString(),
                "save",
                space.toString());
        assertEquals(20, table.size());
        assertTrue(table.getValue("cumulative", 19) < 1);
        assertEquals(20, FaceSpaceFile.read(space).axes().length);
        assertEquals(21, Files.readAllLines(folder.resolve("space.csv")).size());
        List<Identity> made = IdentityFile.read(faces);
        assertTrue(drawn.scores(made.get(1))[0] > drawn.scores(made.get(0))[0] + 1, "older is older");
        List<String> lines = Files.readAllLines(folder.resolve("faces.csv"));
        assertEquals("file,row,label,asked,predicted,cosine_to_mean,r2,faces", lines.get(0));
        assertTrue(Double.parseDouble(lines.get(1).split(",")[6]) > 0.5, lines.get(1));
        table(InventPeople.class, "count", 3, "distance", 0.1, "space", space.toString());
    }

    @Test
    void aFolderOfPhotosHasAFaceSpaceAndPhotosWithoutAFaceAreLeftOut() throws IOException {
        for (String name : List.of("astronaut.png", "grace_hopper.jpg", "abraham_lincoln.jpg")) {
            Files.copy(Path.of("test-images", name), folder.resolve(name));
        }
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("black.png").toFile());
        Path faces = Files.createDirectory(folder.resolve("out")).resolve("faces.npy");
        ResultsTable table =
                table(MakeFaceSpace.class, "people", folder.toString(), "levels", "-1 1", "faces", faces.toString());
        assertEquals(2, table.size());
        assertEquals(1, table.getValue("cumulative", 1), 1e-6);
        assertEquals(4, IdentityFile.read(faces).size());
        Files.writeString(folder.resolve("out/age.csv"), "file,age\nastronaut.png,40\n");
        String reason = RUNNER.fail(
                MakeFaceSpace.class,
                "people",
                folder.toString(),
                "labels",
                folder.resolve("out/age.csv").toString(),
                "column",
                "age");
        assertTrue(reason.contains("at least 10 faces with a label, not 1"), reason);
    }

    @Test
    void aFaceSpaceThatCannotBeIsTold() throws IOException {
        assertTrue(RUNNER.fail(MakeFaceSpace.class, "people", "").contains("folder of photos"));
        Path people = folder.resolve("people.npy");
        table(InventPeople.class, "count", 2, "save", people.toString());
        String two = RUNNER.fail(MakeFaceSpace.class, "people", people.toString());
        assertTrue(two.contains("at least 3 faces"), two);
        String name = RUNNER.fail(
                MakeFaceSpace.class,
                "people",
                people.toString(),
                "save",
                folder.resolve("a.npy").toString());
        assertTrue(name.contains(".npz"), name);
        table(InventPeople.class, "count", 12, "distance", 0, "save", people.toString());
        Path labels = Files.writeString(folder.resolve("labels.csv"), "age\n1\n2\n");
        for (String column : List.of("age", "height")) {
            String wrong = RUNNER.fail(
                    MakeFaceSpace.class, "people", people.toString(), "labels", labels.toString(), "column", column);
            assertTrue(wrong.contains(column.equals("age") ? "2 rows for 12 people" : "no column"), wrong);
        }
        String none = RUNNER.fail(
                MakeFaceSpace.class,
                "people",
                people.toString(),
                "labels",
                folder.resolve("no.csv").toString());
        assertTrue(none.contains("no.csv"), none);
    }

    @Test
    void theSpaceOfAnotherRecogniserIsRefused() {
        FaceSpace bundled = FaceSpaceFile.bundled();
        Path space = folder.resolve("other.npz");
        FaceSpaceFile.write(
                space,
                new FaceSpace(
                        bundled.mean(),
                        bundled.axes(),
                        bundled.deviations(),
                        bundled.variance(),
                        bundled.faces(),
                        bundled.norm(),
                        "0".repeat(64)));
        String reason = RUNNER.fail(InventPeople.class, "space", space.toString());
        assertTrue(reason.startsWith("The face space \"" + space + "\" is not of the recogniser"), reason);
    }

    @Test
    void whatCannotBeIsToldAndNothingIsWritten() throws IOException {
        Path file = folder.resolve("none.npy");
        String save = file.toString();
        assertTrue(RUNNER.fail(InventPeople.class, "count", 4, "distance", 1.5, "save", save)
                .contains("3 directions"));
        assertTrue(RUNNER.fail(InventPeople.class, "count", 0, "save", save).contains("1 or more"));
        assertTrue(
                RUNNER.fail(InventPeople.class, "count", 50_000, "save", save).contains("10000"));
        assertTrue(RUNNER.fail(InventPeople.class, "seed", -1L, "save", save).contains("seed"));
        assertTrue(RUNNER.fail(InventPeople.class, "target", "nobody.png", "save", save)
                .contains("nobody.png"));
        assertTrue(
                RUNNER.fail(InventPeople.class, "save", folder.resolve("a.csv").toString())
                        .contains(".npy"));
        assertTrue(
                RUNNER.fail(InventPeople.class, "space", folder.resolve("a.npz").toString(), "save", save)
                        .contains("no file"));
        assertTrue(RUNNER.fail(CaricatureFaces.class, "levels", "1").contains("needs people"));
        ImagePlus photo = images.open("astronaut.png", CommandRunner.astronaut());
        assertTrue(RUNNER.fail(CaricatureFaces.class, "people", photo.getTitle(), "levels", "")
                .contains("levels"));
        assertTrue(RUNNER.fail(CaricatureFaces.class, "people", photo.getTitle(), "levels", "1 much", "save", save)
                .contains("\"much\" is not a number"));
        assertFalse(Files.exists(file));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
