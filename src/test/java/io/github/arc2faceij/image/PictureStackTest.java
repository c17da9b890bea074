package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import io.github.arc2faceij.common.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStackTest {

    private static final String INFO = "{\n  \"seed\": 42\n}";

    @TempDir
    Path folder;

    private final List<Picture> pictures = List.of(random(1), random(2), random(3));
    private final ImagePlus stack = PictureStack.of("Faces", pictures, List.of("seed 42 #1", "#2", "#3"), INFO);

    @Test
    void slicesArePicturesWithLabels() {
        assertEquals(3, stack.getStackSize());
        assertEquals(ImagePlus.COLOR_RGB, stack.getType());
        assertEquals("Faces", stack.getTitle());
        assertEquals("seed 42 #1", stack.getStack().getSliceLabel(1));
        stack.setSlice(3);
        assertArrayEquals(
                pictures.get(2).rgb(), PictureReader.currentSlice(stack).rgb());
    }

    @Test
    void theStackIsNotCalibrated() {
        assertEquals("pixel", stack.getCalibration().getUnit());
        assertEquals(1, stack.getCalibration().pixelWidth);
        assertEquals(false, stack.getCalibration().scaled());
    }

    @Test
    void aTiffKeepsLabelsAndInfo() {
        String path = folder.resolve("faces.tif").toString();
        new FileSaver(stack).saveAsTiffStack(path);
        ImagePlus opened = new Opener().openImage(path);
        assertEquals(INFO, opened.getInfoProperty());
        assertEquals("#2", opened.getStack().getSliceLabel(2));
    }

    @Test
    void onePictureIsAStackOfOne() {
        ImagePlus single = PictureStack.of("Faces", pictures.subList(0, 1), List.of("seed 42 #1"), INFO);
        assertEquals("seed 42 #1", single.getStack().getSliceLabel(1));
        assertArrayEquals(
                pictures.get(0).rgb(), PictureReader.currentSlice(single).rgb());
    }

    private static Picture random(int seed) {
        Picture picture = Picture.black(5, 4);
        new Random(seed).nextBytes(picture.rgb());
        return picture;
    }
}
