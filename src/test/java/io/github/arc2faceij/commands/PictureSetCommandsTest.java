package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** Prepare Pictures... and Average Faces... on stacks, folders and what they must refuse. */
class PictureSetCommandsTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    private static ImageProcessor head(String name) {
        return IJ.openImage("src/test/resources/golden/pose/heads/" + name + ".png")
                .getProcessor()
                .convertToRGB();
    }

    private static ImagePlus stack(ImageProcessor... slices) {
        ImageStack stack = new ImageStack(slices[0].getWidth(), slices[0].getHeight());
        for (ImageProcessor slice : slices) {
            stack.addSlice(slice.resize(stack.getWidth(), stack.getHeight()));
        }
        return new ImagePlus("heads", stack);
    }

    private static ImagePlus heads() {
        return stack(head("000"), head("004"));
    }

    private static ImageProcessor noise(int seed, int level) {
        Random random = new Random(seed);
        ImageProcessor noise = new FloatProcessor(64, 48);
        for (int i = 0; i < noise.getPixelCount(); i++) {
            noise.setf(i, (float) (level + 20 * random.nextGaussian()));
        }
        return noise.convertToByte(false).convertToRGB();
    }

    private void save(ImageProcessor picture, String name) throws IOException {
        ImageIO.write(picture.getBufferedImage(), "png", folder.resolve(name).toFile());
    }

    /** Without a display, the Log is the console. */
    private static String log(Runnable run) {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            run.run();
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void headsAreMatchedInOvalsAndTheStackStays() throws IOException {
        ImagePlus heads = heads();
        heads.setSlice(2);
        int[] before = ((int[]) heads.getStack().getPixels(1)).clone();
        Path file = folder.resolve("table.csv");
        CommandModule module = RUNNER.succeed(
                PreparePictures.class,
                "image",
                heads,
                "width",
                96,
                "height",
                120,
                "distance",
                32,
                "background",
                100,
                "save",
                file.toString());
        ImagePlus prepared = (ImagePlus) module.getOutput("prepared");
        assertEquals("Prepared heads", prepared.getTitle());
        assertEquals(2, prepared.getStackSize());
        assertEquals(96, prepared.getWidth());
        assertEquals(120, prepared.getHeight());
        assertEquals(0xff646464, prepared.getStack().getProcessor(2).get(0, 0));
        assertEquals("heads, slice 2, face 1", prepared.getStack().getSliceLabel(2));
        assertTrue(prepared.getInfoProperty().contains("\"LUMINANCE\""), prepared.getInfoProperty());
        ResultsTable table = (ResultsTable) module.getOutput("table");
        assertEquals(table.getValue("mean_after", 0), table.getValue("mean_after", 1), 0.5);
        assertEquals(table.getValue("deviation_after", 0), table.getValue("deviation_after", 1), 0.5);
        assertEquals(
                "picture,source,pixels,mean_before,mean_after,deviation_before,deviation_after,histogram_before,"
                        + "histogram_after,spectrum_before,spectrum_after,clipped,outside",
                Files.readAllLines(file).get(0));
        assertEquals(2, heads.getCurrentSlice());
        assertArrayEquals(before, (int[]) heads.getStack().getPixels(1));
    }

    @Test
    void picturesWithoutFacesAreMatchedAsTheyAre() {
        ImagePlus noises = stack(noise(1, 90), noise(2, 150));
        CommandModule module = RUNNER.succeed(
                PreparePictures.class,
                "image",
                noises,
                "align",
                false,
                "mask",
                "None",
                "match",
                "Exact histogram (histMatch)");
        ImagePlus prepared = (ImagePlus) module.getOutput("prepared");
        assertArrayEquals(
                prepared.getStack()
                        .getProcessor(1)
                        .convertToByteProcessor(false)
                        .getHistogram(),
                prepared.getStack()
                        .getProcessor(2)
                        .convertToByteProcessor(false)
                        .getHistogram());
    }

    @Test
    void sixteenBitsAndNaNAreTakenAsShownAndTold() {
        ImageProcessor values = noise(1, 128).convertToFloat();
        values.setf(5, 5, Float.NaN);
        ImagePlus floats = new ImagePlus("floats", values);
        String log = log(() -> RUNNER.succeed(PreparePictures.class, "image", floats, "align", false, "mask", "None"));
        assertTrue(log.contains("floats has 32-bit values"), log);
        assertTrue(log.contains("floats has 1 pixels that are no number"), log);
        assertTrue(log.contains("There is one picture"), log);
        ImagePlus shorts = new ImagePlus("shorts", noise(1, 128).convertToShort(true));
        String more = log(() -> RUNNER.succeed(PreparePictures.class, "image", shorts, "align", false, "mask", "None"));
        assertTrue(more.contains("shorts has 16-bit values"), more);
    }

    @Test
    void facesOfAFolderAreAveragedInShapeAndIdentity() throws IOException {
        for (String name : List.of("000", "004", "008")) {
            save(head(name), name + ".png");
        }
        Path file = folder.resolve("mean.npy");
        CommandModule[] modules = new CommandModule[1];
        String log = log(() -> modules[0] = RUNNER.succeed(
                AverageFaces.class,
                "folder",
                folder.toString(),
                "width",
                96,
                "height",
                120,
                "distance",
                32,
                "save",
                file.toString()));
        CommandModule module = modules[0];
        ImagePlus average = (ImagePlus) module.getOutput("average");
        assertEquals("Average of 3 faces", average.getTitle());
        assertEquals(1, average.getStackSize());
        assertTrue(average.getInfoProperty().contains("\"004.png, face 1\""), average.getInfoProperty());
        assertTrue(log.contains("Averaged 000.png, face 1; 004.png, face 1; 008.png, face 1."), log);
        Identity mean = IdentityFile.read(file).get(0);
        ResultsTable table = (ResultsTable) module.getOutput("table");
        assertEquals(3, table.size());
        for (int i = 0; i < 3; i++) {
            assertTrue(table.getValue("cosine_to_mean", i) > 0.3);
            assertTrue(table.getValue("shape_distance", i) > 0);
        }
        assertEquals(1, mean.cosine(mean), 1e-6);
        assertTrue(Files.exists(folder.resolve("mean.csv")));
        String again =
                RUNNER.fail(AverageFaces.class, "folder", folder.resolve("none").toString());
        assertTrue(again.contains("There is no folder"), again);
    }

    /** The runner looks at the marks of the results. */
    @Test
    void whatIsMadeOfSyntheticPicturesSaysSo() {
        ImagePlus heads = heads();
        heads.setProperty("Info", "{\"identityHash\": \"ab\"}");
        RUNNER.succeed(AverageFaces.class, "image", heads, "width", 60, "height", 75, "distance", 20);
        RUNNER.succeed(AlignFace.class, "image", heads, "size", 60);
        ImagePlus prepared = (ImagePlus)
                RUNNER.succeed(PreparePictures.class, "image", heads, "width", 60, "height", 75, "distance", 20)
                        .getOutput("prepared");
        assertEquals("heads, slice 2, face 1, synthetic", prepared.getStack().getSliceLabel(2));
        RUNNER.succeed(PreparePictures.class, "image", prepared, "align", false, "mask", "None");
    }

    @Test
    void picturesWithoutAFaceAreNamedByNumber() {
        ImagePlus mixed = stack(head("000"), new ColorProcessor(256, 256), head("004"));
        for (var command : List.of(PreparePictures.class, AverageFaces.class)) {
            String reason = RUNNER.fail(command, "image", mixed, "width", 60, "height", 75, "distance", 20);
            assertTrue(reason.startsWith("No face was found on picture 2 (heads, slice 2) of 3."), reason);
        }
    }

    @Test
    void whatCannotBeIsTold() throws IOException {
        assertTrue(RUNNER.fail(PreparePictures.class).contains("no image"));
        String empty = RUNNER.fail(
                PreparePictures.class,
                "folder",
                Files.createDirectory(folder.resolve("empty")).toString());
        assertTrue(empty.contains("There is no picture in"), empty);
        ImagePlus noise = stack(noise(1, 90));
        assertTrue(
                RUNNER.fail(PreparePictures.class, "image", noise, "oval", "72").contains("a width and a height"));
        assertTrue(RUNNER.fail(PreparePictures.class, "image", noise, "mask", "Round")
                .contains("no mask \"Round\""));
        assertTrue(RUNNER.fail(PreparePictures.class, "image", noise, "match", "Well")
                .contains("no way to match"));
        assertTrue(RUNNER.fail(PreparePictures.class, "image", noise, "width", 9000)
                .contains("9000 x 480"));
        assertTrue(RUNNER.fail(PreparePictures.class, "image", noise, "background", 300)
                .contains("300"));
        String table = folder.resolve("a.npy").toString();
        assertTrue(RUNNER.fail(PreparePictures.class, "image", noise, "save", table)
                .contains(".csv"));
        save(noise(1, 90), "a.png");
        save(noise(1, 90).resize(30, 20), "b.png");
        String sizes = RUNNER.fail(PreparePictures.class, "folder", folder.toString(), "align", false);
        assertTrue(sizes.startsWith("The sizes differ: picture 2 (b.png) has 30 x 20 pixels"), sizes);
        assertFalse(Files.exists(folder.resolve("a.npy")));
    }
}
