package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ColorProcessor;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.face.Box;
import io.github.arc2faceij.face.Face;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoTest {

    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    @TempDir
    Path folder;

    /** The stored picture is white in its upper left quarter; where is that corner in the upright picture? */
    @ParameterizedTest
    @CsvSource({
        "1, 64, 48, 0, 0",
        "2, 64, 48, 63, 0",
        "3, 64, 48, 63, 47",
        "4, 64, 48, 0, 47",
        "5, 48, 64, 0, 0",
        "6, 48, 64, 47, 0",
        "7, 48, 64, 47, 63",
        "8, 48, 64, 0, 63"
    })
    void jpegsAreSetUpright(int orientation, int width, int height, int x, int y) throws IOException {
        Photo photo = Photo.of(open(WIDTH, HEIGHT, orientation));
        assertEquals(width, photo.picture().width());
        assertEquals(height, photo.picture().height());
        assertTrue(photo.picture().get(x, y, 0) > 200, "white there");
        assertTrue(photo.picture().get(width - 1 - x, height - 1 - y, 0) < 50, "black in the opposite corner");
        assertEquals(WIDTH, photo.image().getWidth());
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4", "6", "8"})
    void whatTheUserTurnedIsNotTurnedAgain(int orientation) throws IOException {
        ImagePlus image = open(HEIGHT, HEIGHT, orientation);
        switch (orientation) {
            case 2 -> image.getProcessor().flipHorizontal();
            case 3 -> image.getProcessor().rotate(180);
            case 4 -> image.getProcessor().flipVertical();
            case 6 -> image.setProcessor(image.getProcessor().rotateRight());
            default -> image.setProcessor(image.getProcessor().rotateLeft());
        }
        image.getProcessor().multiply(0.8);
        assertEquals(1, Photo.of(image).orientation());
    }

    @Test
    void aCroppedPhotoIsTakenAsItIs() throws IOException {
        ImagePlus image = open(WIDTH, HEIGHT, 6);
        image.setRoi(0, 0, 40, 40);
        image.setProcessor(image.getProcessor().crop());
        assertEquals(1, Photo.of(image).orientation());
    }

    @Test
    void otherFilesAndNoFilesAreUpright() {
        ImagePlus image = IJ.createImage("photo", "8-bit ramp", WIDTH, HEIGHT, 1);
        assertEquals(1, Photo.of(image).orientation());
        new FileSaver(image).saveAsTiff(folder.resolve("photo.tif").toString());
        assertEquals(1, Photo.of(image).orientation());
    }

    @Test
    void facesLeadBackToTheImagesPixels() throws IOException {
        Photo photo = Photo.of(open(WIDTH, HEIGHT, 6));
        Face face = new Face(
                new Box(10, 20, 15, 40),
                0.9,
                new Landmarks(Collections.nCopies(68, new Point(HEIGHT - 1, 0))),
                Collections.nCopies(5, new Point(HEIGHT - 1, 7)));
        Face stored = photo.inImage(face);
        assertEquals(new Box(20, 32, 40, 37), stored.box());
        assertEquals(0.9, stored.score());
        assertEquals(new Point(0, 0), stored.landmarks().points().get(33));
        assertEquals(Collections.nCopies(5, new Point(7, 0)), stored.fivePoints());
    }

    @Test
    void theSelectionIsThatOfTheUprightPicture() throws IOException {
        ImagePlus image = open(WIDTH, HEIGHT, 6);
        assertEquals(List.of(), Photo.of(image).selection());
        image.setRoi(20, 32, 20, 5);
        assertEquals(List.of(new Box(10.5, 19.5, 15.5, 39.5)), Photo.of(image).selection());
    }

    @Test
    void aSelectionMayHaveSeveralParts() throws IOException {
        ImagePlus image = open(WIDTH, HEIGHT, 1);
        image.setRoi(new ShapeRoi(new Roi(1, 2, 3, 4)).or(new ShapeRoi(new Roi(10, 12, 5, 5))));
        assertEquals(
                List.of(new Box(0.5, 1.5, 3.5, 5.5), new Box(9.5, 11.5, 14.5, 16.5)),
                Photo.of(image).selection());
        image.setRoi(new PointRoi(new float[] {3, 20}, new float[] {4, 8}, 2));
        assertEquals(2, Photo.of(image).selection().size());
        PointRoi landmarks = new PointRoi(new float[5], new float[] {1, 2, 3, 4, 5}, 5);
        image.setRoi(landmarks);
        assertEquals(1, Photo.of(image).selection().size(), "eyes, nose and mouth of one face");
    }

    private ImagePlus open(int width, int height, int orientation) throws IOException {
        ColorProcessor pixels = new ColorProcessor(width, height);
        pixels.setColor(0xffffff);
        pixels.fillRect(0, 0, width / 2, height / 2);
        Path file = folder.resolve("photo.jpg");
        Files.write(file, ExifJpeg.encode(pixels.getBufferedImage(), orientation));
        return new Opener().openImage(file.toString());
    }
}
