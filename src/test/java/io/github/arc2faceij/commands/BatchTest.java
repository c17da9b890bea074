package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageConverter;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.commands.result.BatchTable;
import io.github.arc2faceij.common.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.log.LogService;

class BatchTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final String PHOTO = "a photo, \"cropped\".png";
    private static final String OTHER = "src/test/resources/golden/pose/heads/000.png";

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        in = Files.createDirectory(folder.resolve("my photos"));
        out = Files.createDirectory(folder.resolve("out"));
        Files.copy(Path.of("test-images/astronaut.png"), in.resolve(PHOTO));
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void twoImagesWithOneNameForTheirStacksDoNotReplaceEachOther() throws IOException {
        Files.delete(in.resolve(PHOTO));
        new FileSaver(CommandRunner.astronaut()).saveAsTiff(in.resolve("me.tif").toString());
        Files.copy(in.resolve("me.tif"), in.resolve("me.tiff"));
        ResultsTable table = batch("overwrite", true);
        assertEquals("done", table.getStringValue("State", 0));
        assertEquals("failed", table.getStringValue("State", 1));
        assertTrue(table.getStringValue("Message", 1)
                .startsWith("\"Faces of me.tif\" was already made from another image"));
    }

    @Test
    void everyImageGetsItsStackAndALineInTheTable() throws IOException {
        ImagePlus grey = CommandRunner.astronaut();
        new ImageConverter(grey).convertToGray16();
        new FileSaver(grey).saveAsTiff(in.resolve("grey.tif").toString());
        new FileSaver(IJ.createImage("blank", "RGB white", 300, 300, 1))
                .saveAsPng(in.resolve("blank.png").toString());
        Files.write(in.resolve("damaged.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0});
        Files.writeString(in.resolve("notes.txt"), "no image");
        Files.writeString(in.resolve(".hidden.png"), "no image");
        Files.createDirectory(in.resolve("folder.png"));

        ResultsTable table = batch();
        assertEquals(List.of(PHOTO, "blank.png", "damaged.jpg", "grey.tif"), column(table, "Input"));
        assertEquals(List.of("done", "failed", "failed", "done"), column(table, "State"));
        assertEquals(2, table.getValue("Pictures", 0));
        assertTrue(table.getStringValue("Message", 1).startsWith("No face was found."));
        assertTrue(table.getStringValue("Message", 2).contains("cannot read"), table.getStringValue("Message", 2));
        assertEquals(
                List.of("Arc2Face Batch.csv", "Faces of a photo, _cropped_.png.tif", "Faces of grey.tif"), files(out));
        String csv = Files.readString(out.resolve("Arc2Face Batch.csv"));
        assertTrue(csv.startsWith("Input,Face,State,Pictures,Seconds,Output,Message\r\n"), csv);
        assertTrue(csv.contains("\"a photo, \"\"cropped\"\".png\",1,done,2,"), csv);
        assertEquals(5, csv.lines().count());
    }

    @Test
    void theStackIsWhatTheCommandMakes() {
        batch("seed", 7);
        ImagePlus photo = CommandRunner.astronaut();
        photo.setTitle(PHOTO);
        ImagePlus direct =
                (ImagePlus) RUNNER.succeed(GenerateFaces.class, "image", photo, "count", 2, "steps", 2, "seed", 7)
                        .getOutput("pictures");
        assertSame(direct, stack());
        assertEquals(direct.getInfoProperty(), stack().getInfoProperty());
    }

    @Test
    void aSecondRunMakesOnlyWhatIsMissing() throws IOException {
        batch();
        Path first = out.resolve(files(out).get(1));
        FileTime written = Files.getLastModifiedTime(first);
        Files.copy(in.resolve(PHOTO), in.resolve("b.png"));
        assertEquals(List.of("done before", "done"), column(batch(), "State"));
        assertEquals(written, Files.getLastModifiedTime(first));

        ResultsTable otherwise = batch("seed", 8);
        assertEquals(List.of("failed", "failed"), column(otherwise, "State"));
        assertTrue(otherwise.getStringValue("Message", 0).contains("overwrite=true"));
        assertTrue(stack().getInfoProperty().contains("\"seed\": 42"));
        assertEquals(List.of("done", "done"), column(batch("seed", 8, "overwrite", true), "State"));
        assertTrue(stack().getInfoProperty().contains("\"seed\": 8"));
        Files.writeString(first, "half a file");
        assertEquals(List.of("failed", "done before"), column(batch("seed", 8), "State"));
    }

    @Test
    void allFacesOfAnImageGetAStackEach() {
        ImagePlus photo = CommandRunner.astronaut();
        ColorProcessor both = new ColorProcessor(2 * photo.getWidth(), photo.getHeight());
        both.insert(photo.getProcessor(), 0, 0);
        both.insert(photo.getProcessor(), photo.getWidth(), 0);
        new FileSaver(new ImagePlus("", both)).saveAsPng(in.resolve(PHOTO).toString());
        ResultsTable table = batch("face", "All faces", "count", 1);
        assertEquals(List.of("1", "2"), column(table, "Face"));
        assertEquals("Faces of a photo, _cropped_.png, face 2.tif", table.getStringValue("Output", 1));
    }

    @Test
    void posesAndMixturesCanBeMade() {
        batch("options", "pose=Angles yaw=20 frames=2", "count", 1);
        assertEquals(2, stack().getStackSize());
        assertTrue(stack().getStack().getSliceLabel(2).contains("yaw 20.0"));
        String other = Path.of(OTHER).toAbsolutePath().toString();
        batch("options", "other=[" + other + "] ratio=0.3", "count", 1, "overwrite", true);
        assertTrue(stack().getStack().getSize() == 1);
        assertTrue(stack().getInfoProperty().contains("\"ratio\": 0.3"));
    }

    @Test
    void whatIsCompleteStaysWhenTheUserCancels() throws IOException {
        Files.copy(in.resolve(PHOTO), in.resolve("b.png"));
        BatchTable table = new BatchTable(out.resolve("table.csv"));
        GeneratingKeys keys = new GeneratingKeys(RUNNER.context(), GenerateFaces.class);
        Map.of("count", 1, "steps", 2).forEach(keys::set);
        LogService log = RUNNER.context().service(LogService.class);
        Arc2Face arc2face = Arc2Face.shared(Settings.DEFAULT);
        Progress untilTheSecond = (task, fraction) -> {
            if (task.startsWith("2/2 b.png: Denoising")) {
                throw new CancellationException();
            }
        };
        BatchRun run = new BatchRun(arc2face, keys, new BatchFiles(out, false, table, log));
        List<Path> inputs = List.of(in.resolve(PHOTO), in.resolve("b.png"));
        assertThrows(CancellationException.class, () -> run.run(inputs, untilTheSecond));
        assertEquals(List.of("Faces of a photo, _cropped_.png.tif", "table.csv"), files(out));
        assertEquals(2, Files.readAllLines(out.resolve("table.csv")).size());
        assertEquals("1 done, 0 done before, 0 failed: see \"" + out.resolve("table.csv") + "\".", table.summary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            yaw=far          | The macro gives yaw=[far]
            frames=2.5       | Give a whole number
            pose=Sideways    | cannot be "Sideways". Give one of [Landmark overlay
            count=3          | Give count as its own key
            steps=3 yaw=2    | Give steps as its own key
            yaw=2 ratio=0.5  | No command has all the keys [yaw, ratio]
            yaw 30           | cannot be read from "yaw 30" on
            yaw=30 pose=[An  | cannot be read from "pose=[An" on
            """)
    void optionsThatCannotBeUsedAreOneSentence(String options, String part) {
        String sentence = fail("input", in.toString(), "output", out.toString(), "options", options);
        assertTrue(sentence.contains(part), sentence);
    }

    @Test
    void foldersAreChecked() throws IOException {
        String photos = in.toString();
        assertTrue(fail("input", "", "output", out.toString()).contains("not the full path of a folder"));
        assertTrue(fail("input", photos, "output", "out").contains("not the full path of a folder"));
        assertTrue(fail("input", photos, "output", out + "2").startsWith("There is no folder"));
        assertTrue(
                fail("input", photos, "output", photos).startsWith("The new images cannot be written into the input"));
        Files.delete(in.resolve(PHOTO));
        assertTrue(fail("input", photos, "output", out.toString()).startsWith("There is no image in the folder"));
        assertEquals(List.of(), files(out));
    }

    @Test
    void savedPeopleGetAStackEach() throws IOException {
        Path people = in.resolve("invented.npy");
        Files.writeString(in.resolve("recipe.json"), "{}");
        RUNNER.succeed(InventPeople.class, "count", 2, "save", people.toString());
        ResultsTable table = batch("options", "pose=Angles yaw=10", "count", 1);
        assertEquals(List.of(PHOTO, "invented.npy", "invented.npy"), column(table, "Input"));
        assertEquals(List.of("done", "done", "done"), column(table, "State"));
        assertEquals("Faces of invented.npy, row 2.tif", table.getStringValue("Output", 2));
        String sentence = fail("input", in.toString(), "output", out.toString(), "options", "people=[" + people + "]");
        assertTrue(sentence.contains("put the .npy file into that folder"), sentence);
    }

    private ResultsTable batch(Object... more) {
        Stream<Object> few = Stream.of("input", in.toString(), "output", out.toString(), "count", 2, "steps", 2);
        Object[] inputs = Stream.concat(few, Stream.of(more)).toArray();
        return (ResultsTable) RUNNER.succeed(Batch.class, inputs).getOutput("table");
    }

    private static String fail(Object... inputs) {
        return RUNNER.fail(Batch.class, inputs);
    }

    private ImagePlus stack() {
        return IJ.openImage(out.resolve("Faces of a photo, _cropped_.png.tif").toString());
    }

    private static void assertSame(ImagePlus wanted, ImagePlus found) {
        assertEquals(wanted.getStackSize(), found.getStackSize());
        for (int slice = 1; slice <= wanted.getStackSize(); slice++) {
            assertArrayEquals((int[]) wanted.getStack().getPixels(slice), (int[])
                    found.getStack().getPixels(slice));
        }
    }

    private static List<String> column(ResultsTable table, String name) {
        assertFalse(table.size() == 0);
        return IntStream.range(0, table.size())
                .mapToObj(row -> table.getStringValue(name, row))
                .toList();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
