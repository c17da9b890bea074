package io.github.arc2faceij.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.image.ExifOrientation;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.pose.HeadModel;
import io.github.arc2faceij.weights.Goldens;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Small files that announce gigabytes, or that never end: each is refused, and little is allocated for it. */
@Timeout(60)
class ForgedFilesTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LITTLE = 32 << 20;

    private static final int HUGE = 0x7ffffff0;

    @TempDir
    private Path folder;

    @Test
    void aTiffWhoseDirectoriesGoAroundInACircle() throws IOException {
        Path file = write("circle.tif", tiff(8, entry(256, 3, 1, 4)));
        assertRefusedAsPictureAndRecipe(file, "its directories lead around in a circle");
    }

    @Test
    void aTiffWithMillionsOfStrips() throws IOException {
        Path file = write("strips.tif", tiff(0, entry(256, 3, 1, 4), entry(273, 4, HUGE, 8), entry(279, 4, HUGE, 8)));
        assertRefusedAsPictureAndRecipe(file, "its tag 273 would have 8589934528 bytes at 8, but the file has");
    }

    @Test
    void aTiffWithALongDescription() throws IOException {
        Path file = write("description.tif", tiff(0, entry(270, 2, HUGE, 8)));
        assertRefusedAsPictureAndRecipe(file, "its tag 270 would have");
    }

    @Test
    void aTiffWithALongInfo() throws IOException {
        Path file = write("info.tif", tiff(0, entry(50838, 4, 2, 0x22), entry(50839, 1, 8, 8)));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x22, 12).putInt(0x26, HUGE);
        Files.write(file, bytes.array());
        assertRefusedAsPictureAndRecipe(file, "its Info and labels would have");
    }

    @Test
    void aTiffOfMorePixelsThanItHasBytes() throws IOException {
        byte[] bytes =
                tiff(0, entry(256, 4, 1, 60000), entry(257, 4, 1, 30000), entry(258, 3, 1, 8), entry(273, 4, 1, 8));
        Path file = write("pixels.tif", bytes);
        assertRefused("its 1800000000 pixels cannot be in its", () -> ImageFile.open(file));
    }

    /** A selection in ImageJ's overlay says where its second header begins. */
    @Test
    void aTiffWithADamagedSelection() throws IOException {
        ImagePlus image = new ImagePlus("faces", new ByteProcessor(32, 32));
        image.setOverlay(new Overlay(new Roi(4, 4, 8, 8)));
        byte[] bytes = new FileSaver(image).serialize();
        int roi = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Iout");
        ByteBuffer.wrap(bytes).putInt(roi + 60, 2000);
        Path file = write("selection.tif", bytes);
        assertRefused("\"" + file + "\" is damaged: ", () -> ImageFile.open(file));
    }

    @Test
    void aPngWithALongChunk() throws IOException {
        byte[] png = png();
        ByteBuffer.wrap(png).putInt(8 + 25, HUGE);
        Path file = write("chunk.png", png);
        assertLittle(() -> assertEquals(ExifOrientation.UPRIGHT, ExifOrientation.of(file)));
        assertRefused("There is no recipe in", () -> RecipeFile.ofFile(file));
        assertRefused("a chunk of it would have 2147483632 bytes", () -> ImageFile.open(file));
    }

    @Test
    void aPngOfMorePixelsThanItHasBytes() throws IOException {
        byte[] png = png();
        ByteBuffer.wrap(png).putInt(16, 30000).putInt(20, 30000);
        Path file = write("pixels.png", png);
        assertRefused("its 900000000 pixels cannot be in its", () -> ImageFile.open(file));
    }

    @Test
    void anArchiveThatUnpacksToGigabytes() throws IOException {
        Path file = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("v_template.npy"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        copyEmbedding();
        assertTrue(Files.size(file) < 1 << 20, "it is small");
        String message = assertThrows(Arc2FaceException.class, () -> HeadModel.open(file))
                .getMessage();
        assertTrue(message.contains("its array v_template.npy has more than 134217728 bytes"), message);
    }

    @Test
    void aPickleWithALongText() throws IOException {
        copyEmbedding();
        for (char opcode : new char[] {'X', 'T', 'B', '\u008b', '\u008e', '\u008d', '\u0096'}) {
            boolean eight = opcode > '\u008b';
            ByteBuffer pickle = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
            pickle.put((byte) 0x80)
                    .put((byte) 4)
                    .put((byte) opcode)
                    .putInt(HUGE)
                    .putInt(eight ? 0 : 1);
            Path file = write("text.pkl", pickle.array());
            assertRefused("it has something of 2147483632 bytes", () -> HeadModel.open(file));
        }
    }

    @Test
    void aConfigurationWithBillionsOfChannels() throws IOException {
        write("config.json", "{\"block_out_channels\": [2000000000, 32]}".getBytes(StandardCharsets.US_ASCII));
        assertRefused("a list of positive whole numbers", () -> NetworkConfig.read(folder)
                .integers("block_out_channels"));
    }

    private void copyEmbedding() throws IOException {
        Files.copy(Goldens.path("pose/flame/landmark_embedding.npy"), folder.resolve("landmark_embedding.npy"));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static void assertRefusedAsPictureAndRecipe(Path file, String clause) {
        assertRefused("\"" + file + "\" is damaged: " + clause, () -> ImageFile.open(file));
        assertRefused("There is no recipe in \"" + file, () -> RecipeFile.ofFile(file));
        assertLittle(() -> assertEquals(ExifOrientation.UPRIGHT, ExifOrientation.of(file)));
    }

    private static void assertRefused(String clause, Runnable read) {
        assertLittle(() -> {
            String message = assertThrows(Arc2FaceException.class, read::run).getMessage();
            assertTrue(message.contains(clause), message);
        });
    }

    private static void assertLittle(Runnable read) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        read.run();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < LITTLE, "allocated " + allocated + " bytes");
    }

    /** A little-endian TIFF of one directory, and the offset of what it says is the next one. */
    private static byte[] tiff(int next, byte[]... entries) {
        ByteBuffer file =
                ByteBuffer.allocate(8 + 2 + 12 * entries.length + 4 + 64).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) entries.length);
        for (byte[] entry : entries) {
            file.put(entry);
        }
        return file.putInt(next).array();
    }

    private static byte[] entry(int tag, int type, int count, int value) {
        ByteBuffer entry = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        return entry.putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
