package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ImageConverter;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.Goldens;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of files that users have: the face in each is the one of the JPEG. */
class FoundFilesTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static Arc2Face arc2face;
    private static Identity expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU);
        expected = identity(ImageFile.open(Path.of("test-images/grace_hopper.jpg")));
    }

    @AfterAll
    static void close() {
        arc2face.close();
        RUNNER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "lossy.webp, 1, 0.9",
        "lossless.webp, 1, 0.9",
        "alpha.webp, 1, 0.9",
        "animated.webp, 1, 0.9",
        "turned.webp, 6, 0.9",
        "cmyk.jpg, 1, 0.9"
    })
    void foreignFilesHaveTheSameFace(String name, int orientation, double least) {
        ImagePlus image = ImageFile.open(Goldens.path("files/" + name));
        assertEquals(name, image.getTitle());
        Photo photo = Photo.of(image);
        assertEquals(orientation, photo.orientation());
        assertEquals(
                List.of(256, 300),
                List.of(photo.picture().width(), photo.picture().height()));
        double cosine = expected.cosine(identity(image));
        assertTrue(cosine > least, name + ": cosine " + cosine);
    }

    /** By the lossy files' own decoder, libwebp, the mean difference is 3.4 of 255, and of the animated one 2.6. */
    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "alpha.webp", "animated.webp", "turned.webp"})
    void lossyWebPHasTheColoursOfLossless(String name) {
        Picture lossless = upright("lossless.webp");
        Picture lossy = upright(name);
        double mean = TestPictures.difference(lossless, lossy).mean();
        assertTrue(mean < 4, name + ": mean difference " + mean);
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(mean(lossless, channel), mean(lossy, channel), 0.5, name + ", channel " + channel);
        }
    }

    private static Picture upright(String name) {
        return Photo.of(ImageFile.open(Goldens.path("files/" + name))).picture();
    }

    private static double mean(Picture picture, int channel) {
        return IntStream.range(0, picture.width() * picture.height())
                .map(i -> picture.rgb()[3 * i + channel] & 0xff)
                .average()
                .orElseThrow();
    }

    /** Read as RGB, CMYK would be a negative. */
    @Test
    void cmykHasTheColoursOfRgb() {
        int[] cmyk = ImageFile.open(Goldens.path("files/cmyk.jpg")).getPixel(128, 120);
        int[] rgb = ImageFile.open(Goldens.path("files/lossless.webp")).getPixel(128, 120);
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(rgb[channel], cmyk[channel], 40, Arrays.toString(cmyk) + " for " + Arrays.toString(rgb));
        }
    }

    @Test
    void sixteenBitsTransparentGreyAndColourTablesAreRead() throws IOException {
        Path jpeg = Path.of("test-images/grace_hopper.jpg");
        ImagePlus grey = IJ.openImage(jpeg.toString());
        new ImageConverter(grey).convertToGray16();
        grey.getProcessor().multiply(200);
        Path png16 = folder.resolve("grey16.png");
        new FileSaver(grey).saveAsPng(png16.toString());
        Path indexed = folder.resolve("indexed.png");
        ImagePlus colours = IJ.openImage(jpeg.toString());
        new ImageConverter(colours).convertRGBtoIndexedColor(256);
        new FileSaver(colours).saveAsPng(indexed.toString());
        for (Path file : List.of(png16, indexed, greyWithAlpha(jpeg))) {
            double cosine = expected.cosine(identity(ImageFile.open(file)));
            assertTrue(cosine > 0.85, file + ": cosine " + cosine);
        }
    }

    private Path greyWithAlpha(Path photo) throws IOException {
        BufferedImage from = ImageIO.read(photo.toFile());
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        var raster = model.createCompatibleWritableRaster(from.getWidth(), from.getHeight());
        for (int y = 0; y < from.getHeight(); y++) {
            for (int x = 0; x < from.getWidth(); x++) {
                Color color = new Color(from.getRGB(x, y));
                int value = (color.getRed() + color.getGreen() + color.getBlue()) / 3;
                raster.setPixel(x, y, new int[] {value, 255 - y / 8});
            }
        }
        Path file = folder.resolve("grey and alpha.png");
        ImageIO.write(new BufferedImage(model, raster, false, null), "png", file.toFile());
        return file;
    }

    @Test
    void aBatchTakesThem() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = Files.createDirectory(folder.resolve("out"));
        for (String name : List.of("lossy.webp", "cmyk.jpg")) {
            Files.copy(Goldens.path("files/" + name), in.resolve(name));
        }
        Files.write(in.resolve("phone.heic"), heic("heic"));
        ResultsTable table = (ResultsTable)
                RUNNER.succeed(Batch.class, "input", in.toString(), "output", out.toString(), "count", 1, "steps", 1)
                        .getOutput("table");
        assertEquals(List.of("cmyk.jpg", "lossy.webp", "phone.heic"), List.of(table.getColumnAsStrings("Input")));
        assertEquals(List.of("done", "done", "failed"), List.of(table.getColumnAsStrings("State")));
        assertTrue(table.getStringValue("Message", 2).contains("Save it as JPEG"), table.getStringValue("Message", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heic", "mif1", "heix"})
    void whatNothingReadsIsRefusedByName(String brand) throws IOException {
        Path file = folder.resolve("photo." + brand);
        Files.write(file, heic(brand));
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> ImageFile.open(file));
        assertTrue(e.getMessage().contains("HEIC"), e.getMessage());
    }

    @Test
    void damagedFilesAreRefusedWithASentence() throws IOException {
        for (String name : List.of("lossy.webp", "lossless.webp", "cmyk.jpg")) {
            byte[] whole = Files.readAllBytes(Goldens.path("files/" + name));
            for (int length : new int[] {13, 40, 200}) {
                Path file = folder.resolve(length + name);
                Files.write(file, Arrays.copyOf(whole, length));
                Arc2FaceException e =
                        assertThrows(Arc2FaceException.class, () -> ImageFile.open(file), file.toString());
                assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
            }
        }
    }

    /** An ISO base media file (ISO/IEC 14496-12) with this brand and nothing else. */
    private static byte[] heic(String brand) {
        byte[] file = new byte[64];
        file[3] = 24;
        System.arraycopy(("ftyp" + brand).getBytes(StandardCharsets.US_ASCII), 0, file, 4, 8);
        System.arraycopy(("mif1" + brand).getBytes(StandardCharsets.US_ASCII), 0, file, 16, 8);
        return file;
    }

    private static Identity identity(ImagePlus image) {
        Photo photo = Photo.of(image);
        var faces = arc2face.detect(photo.picture(), 0.65, Progress.NONE);
        return arc2face.identify(photo.picture(), faces.get(0), Progress.NONE);
    }
}
