package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageConverter;
import ij.process.ImageProcessor;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.deidentify.Cast;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpaceFile;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** De-identify Photo... on the bundled model. */
class DeidentifyPhotoTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final String ARTIST = "Jane Doe";

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void aNewImageOpensInWhichOnlyTheSelectedFaceIsAnother() {
        ImagePlus astronaut = CommandRunner.astronaut();
        int side = astronaut.getWidth();
        ColorProcessor both = new ColorProcessor(2 * side, side);
        both.insert(astronaut.getProcessor(), 0, 0);
        both.insert(astronaut.getProcessor(), side, 0);
        ImagePlus photo = new ImagePlus("Jane.png", both);
        photo.setRoi(side + 180, 60, 90, 110);
        int[] before = ((int[]) both.getPixels()).clone();
        CommandModule module = succeed("image", photo, "face", "Selection");
        assertArrayEquals(before, (int[]) photo.getProcessor().getPixels());

        ImagePlus made = (ImagePlus) module.getOutput("photo");
        assertEquals("De-identified Jane.png", made.getTitle());
        Rectangle changed = changed(both, made.getProcessor());
        assertTrue(new Rectangle(side + 160, 40, 140, 160).contains(changed), changed.toString());
        assertTrue(changed.width > 60 && changed.height > 80, changed.toString());
        String info = made.getInfoProperty();
        assertTrue(info.contains("digitalsourcetype/compositeWithTrainedAlgorithmicMedia"), info);
        assertFalse(info.contains("Jane"), "names of photos are names of people: " + info);
        String label = made.getProp("Slice_Label");
        assertEquals("synthetic faces: 1, seed 42, DPM++ 2M, 2 steps", label);
        assertTrue(RUNNER.fail(GenerateFromRecipe.class, "image", made).contains("cannot be made again without the"));
        ResultsTable table = (ResultsTable) module.getOutput("table");
        assertEquals(1, table.size());
        assertEquals(1, table.getValue("original_before", 0), 1e-6);
        assertTrue(table.getValue("invented_before", 0) <= 0.3 + 1e-6);
        assertTrue(table.getValue("original_after", 0) < 0.3);
        assertTrue(table.getValue("invented_after", 0) > table.getValue("invented_before", 0));
        assertEquals(1, table.getValue("people", 0));
    }

    @Test
    void aFolderOfPhotosIsGoneThroughAndNothingOfTheirMetadataIsCarriedOver() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = Files.createDirectory(folder.resolve("out"));
        Path people = folder.resolve("people.npy");
        RUNNER.succeed(InventPeople.class, "count", 2, "distance", 0.3, "save", people.toString());
        ImagePlus grey = CommandRunner.astronaut();
        new ImageConverter(grey).convertToGray8();
        Files.write(in.resolve("a.jpg"), withExif(grey.getBufferedImage()));
        assertTrue(text(in.resolve("a.jpg")).contains(ARTIST));
        BufferedImage black = new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(black, "png", in.resolve("b.png").toFile());
        Files.copy(people, in.resolve("people.npy"));
        Object[] keys = {"input", in.toString(), "output", out.toString(), "people", people.toString()};
        ResultsTable table = (ResultsTable) succeed(keys).getOutput("table");
        assertEquals(1, table.size());
        List<String> lines = Files.readAllLines(out.resolve("De-identified Photos.csv"));
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(1).startsWith("b.png,0,failed,") && lines.get(1).contains("No face was found"));
        Path made = out.resolve("De-identified a.jpg.tif");
        String file = text(made);
        for (String told : List.of(ARTIST, "Exif")) {
            assertFalse(file.contains(told), told);
        }
        assertTrue(
                file.contains("DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/composite"), "XMP");
        assertTrue(isGrey(IJ.openImage(made.toString()).getProcessor()), "a grey photo gets a grey face");
        List<String> faces = Files.readAllLines(out.resolve("De-identified Faces.csv"));
        assertEquals(
                "file,face,x,y,width,height,person,least_distance,original_before,original_after,invented_before,"
                        + "invented_after,rank_of_original,people",
                faces.get(0));
        assertEquals(2, faces.size());

        succeed(keys);
        lines = Files.readAllLines(out.resolve("De-identified Photos.csv"));
        assertTrue(lines.get(2).startsWith("a.jpg,0,done before,"), lines.toString());
        assertEquals(faces, Files.readAllLines(out.resolve("De-identified Faces.csv")));
    }

    @Test
    void whatCannotBeReplacedIsToldAndNothingOpens() {
        ImagePlus photo = CommandRunner.astronaut();
        assertTrue(fail().contains("There is no image"));
        assertTrue(
                fail("image", IJ.createImage("blank", "RGB white", 90, 90, 1)).startsWith("No face was found."));
        ImagePlus deep = CommandRunner.astronaut();
        new ImageConverter(deep).convertToGray16();
        assertTrue(fail("image", deep).contains("16 bits a pixel"));
        ImageStack slices = new ImageStack(512, 512);
        slices.addSlice(photo.getProcessor());
        slices.addSlice(photo.getProcessor());
        assertTrue(fail("image", new ImagePlus("two", slices)).contains("a stack of 2 slices"));
        assertTrue(fail("image", photo, "strength", 0).contains("strength cannot be 0"));
        assertTrue(fail("image", photo, "distance", 3).contains("between 0 and 2"));
        assertTrue(fail("image", photo, "steps", 0).contains("0 steps"));
        assertTrue(fail("image", photo, "people", folder.resolve("no.npy").toString())
                .contains("no.npy"));
        assertTrue(fail("input", folder.toString(), "output", "").contains("not the full path"));
        photo.setProcessor(crop(photo.getProcessor(), 190, 60, 100, 100));
        String cut = fail("image", photo);
        assertTrue(cut.startsWith("Face 1 at x=") && cut.contains("cut by the border"), cut);
    }

    @Test
    void cancellingStopsWithinAStep() {
        ImagePlus photo = CommandRunner.astronaut();
        DeidentifyRun run = new DeidentifyRun(
                Arc2Face.shared(Settings.DEFAULT),
                FaceChoice.ALL,
                FaceSearch.NEVER,
                new Sampling(1, 2, 3, SamplerType.DPMPP_2M, 1, Noise.CPU, 128, 128),
                1,
                new Cast(0.5));
        DeidentifyRun.Found found = run.find(photo, Progress.NONE);
        List<Identity> invented = run.cast().invent(FaceSpaceFile.bundled(), 0.5, 1, Progress.NONE);
        DeidentifyRun.Plan plan = run.plan(photo, found, invented, Progress.NONE);
        Progress stopping = new Progress() {
            private boolean denoising;

            @Override
            public void report(String task, double fraction) {
                denoising |= task.startsWith("Denoising 1/");
                assertFalse(task.startsWith("Denoising 2/"), "a step more");
            }

            @Override
            public void checkCancelled() {
                if (denoising) {
                    throw new CancellationException();
                }
            }
        };
        assertThrows(CancellationException.class, () -> run.draw("new", plan, stopping));
    }

    private static CommandModule succeed(Object... inputs) {
        Stream<Object> few = Stream.of("steps", 2, "small", "Never");
        return RUNNER.succeed(
                DeidentifyPhoto.class, Stream.concat(few, Stream.of(inputs)).toArray());
    }

    private static String fail(Object... inputs) {
        return RUNNER.fail(DeidentifyPhoto.class, inputs);
    }

    /** Returns the bounds of the pixels that differ. */
    private static Rectangle changed(ImageProcessor before, ImageProcessor after) {
        assertEquals(before.getWidth(), after.getWidth());
        assertEquals(before.getHeight(), after.getHeight());
        Rectangle bounds = new Rectangle(-1, -1);
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                if (((before.get(x, y) ^ after.get(x, y)) & 0xffffff) != 0) {
                    bounds.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return bounds;
    }

    private static boolean isGrey(ImageProcessor pixels) {
        return IntStream.range(0, pixels.getPixelCount())
                .map(pixels::get)
                .allMatch(rgb -> (rgb >> 16 & 0xff) == (rgb & 0xff) && (rgb >> 8 & 0xff) == (rgb & 0xff));
    }

    private static ImageProcessor crop(ImageProcessor pixels, int x, int y, int width, int height) {
        pixels.setRoi(x, y, width, height);
        return pixels.crop();
    }

    /** Returns a JPEG as cameras write it, with an APP1 segment that names the photographer (EXIF's tag Artist). */
    private static byte[] withExif(BufferedImage pixels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(pixels, "jpg", out);
        byte[] plain = out.toByteArray();
        byte[] artist = (ARTIST + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] head = "Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + head.length + 4 + 2 + 12 + 4 + artist.length;
        ByteBuffer jpeg = ByteBuffer.allocate(plain.length + 2 + length);
        jpeg.put(plain, 0, 2);
        jpeg.putShort((short) 0xffe1).putShort((short) length).put(head).putInt(8);
        jpeg.putShort((short) 1).putShort((short) 315).putShort((short) 2).putInt(artist.length);
        jpeg.putInt(8 + 2 + 12 + 4).putInt(0).put(artist);
        return jpeg.put(plain, 2, plain.length - 2).array();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
