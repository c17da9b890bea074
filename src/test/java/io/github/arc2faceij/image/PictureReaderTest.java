package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.Color;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

    private static final int WIDTH = 13;
    private static final int HEIGHT = 7;
    private static final LUT GREENISH = LUT.createLutFromColor(new Color(40, 250, 120));

    static Stream<ImagePlus> images() {
        return Stream.of(
                image(8, 256, -1, -1, null),
                image(8, 256, 50, 180, null),
                image(8, 256, 50, 180, GREENISH),
                image(16, 65536, -1, -1, null),
                image(16, 65536, 1000, 30000, GREENISH),
                image(32, 100, -1, -1, null),
                image(32, 100, 20, 60, GREENISH.createInvertedLut()),
                image(24, 256, -1, -1, null));
    }

    /** The reference is ImageJ's own picture for the screen. */
    @ParameterizedTest
    @MethodSource("images")
    void everyTypeIsReadAsItIsShown(ImagePlus image) {
        assertArrayEquals(shown(image), PictureReader.currentSlice(image).rgb());
    }

    @Test
    void compositesAreReadInTheirColoursAtTheCurrentPosition() {
        ImagePlus stack = IJ.createHyperStack("cells", WIDTH, HEIGHT, 3, 2, 2, 16);
        for (int i = 1; i <= stack.getStackSize(); i++) {
            stack.getStack().setProcessor(random(16, 4000, i), i);
        }
        CompositeImage composite = new CompositeImage(stack, CompositeImage.COMPOSITE);
        composite.setPosition(2, 2, 1);
        byte[] before = PictureReader.currentSlice(composite).rgb();
        assertArrayEquals(shown(composite), before);
        composite.setPosition(2, 1, 2);
        byte[] elsewhere = PictureReader.currentSlice(composite).rgb();
        assertArrayEquals(shown(composite), elsewhere);
        assertFalse(Arrays.equals(before, elsewhere), "another slice, another picture");
        composite.setMode(CompositeImage.GRAYSCALE);
        assertArrayEquals(
                shown(composite), PictureReader.currentSlice(composite).rgb());
    }

    @Test
    void ofAStackTheCurrentSliceIsRead() {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        stack.addSlice(random(8, 256, 1));
        stack.addSlice(random(8, 256, 2));
        ImagePlus image = new ImagePlus("stack", stack);
        image.setSlice(2);
        int value = stack.getProcessor(2).get(3, 4);
        assertEquals(value, PictureReader.currentSlice(image).get(3, 4, 1));
    }

    @Test
    void notANumberIsBlack() {
        FloatProcessor pixels = new FloatProcessor(2, 1, new float[] {Float.NaN, 5});
        pixels.setMinAndMax(0, 5);
        assertArrayEquals(
                new byte[] {0, 0, 0, -1, -1, -1},
                PictureReader.currentSlice(new ImagePlus("nan", pixels)).rgb());
        FloatProcessor nothing = new FloatProcessor(1, 1, new float[] {Float.NaN});
        nothing.resetMinAndMax();
        assertArrayEquals(
                new byte[3],
                PictureReader.currentSlice(new ImagePlus("nan", nothing)).rgb());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void thresholdsAreNotRead(int bits) {
        ImagePlus image = image(bits, 256, -1, -1, null);
        byte[] before = PictureReader.currentSlice(image).rgb();
        image.getProcessor().setThreshold(20, 140, ImageProcessor.RED_LUT);
        assertArrayEquals(before, PictureReader.currentSlice(image).rgb());
    }

    @Test
    void noImageGivesASentence() {
        for (ImagePlus none : new ImagePlus[] {null, new ImagePlus()}) {
            Exception e = assertThrows(Arc2FaceException.class, () -> PictureReader.currentSlice(none));
            assertTrue(e.getMessage().startsWith("There is no image."), e.getMessage());
        }
    }

    @Test
    void moreBytesThanAnArrayHoldsGiveASentence() {
        assertTooLarge(new ByteProcessor(1, 1) {
            @Override
            public int getWidth() {
                return 30_000;
            }

            @Override
            public int getHeight() {
                return 30_000;
            }
        });
    }

    @Test
    void tooLittleMemoryGivesASentence() {
        assertTooLarge(new FloatProcessor(1, 1) {
            @Override
            public ByteProcessor convertToByteProcessor(boolean doScaling) {
                throw new OutOfMemoryError();
            }
        });
    }

    private static void assertTooLarge(ImageProcessor pixels) {
        ImagePlus image = new ImagePlus("huge", new ByteProcessor(1, 1)) {
            @Override
            public ImageProcessor getProcessor() {
                return pixels;
            }
        };
        Exception e = assertThrows(Arc2FaceException.class, () -> PictureReader.currentSlice(image));
        assertTrue(e.getMessage().startsWith("\"huge\" is too large: 1 x 1 pixels take "), e.getMessage());
        assertTrue(e.getMessage().contains("Crop it to the face"), e.getMessage());
    }

    private static byte[] shown(ImagePlus image) {
        image.updateImage();
        int[] colors = (int[]) new ColorProcessor(image.getImage()).getPixels();
        byte[] rgb = new byte[3 * colors.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (colors[i / 3] >> 16 - 8 * (i % 3));
        }
        return rgb;
    }

    private static ImagePlus image(int bits, int values, double min, double max, LUT table) {
        ImagePlus image = new ImagePlus(bits + " bit", random(bits, values, 5));
        if (table != null) {
            image.setLut(table);
        }
        if (max > 0) {
            image.setDisplayRange(min, max);
        }
        return image;
    }

    private static ImageProcessor random(int bits, int values, long seed) {
        ImageProcessor pixels = processor(bits);
        Random random = new Random(seed);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            if (bits == 32) {
                pixels.setf(i, random.nextFloat() * values);
            } else {
                pixels.set(i, bits == 24 ? random.nextInt() | 0xff000000 : random.nextInt(values));
            }
        }
        pixels.resetMinAndMax();
        return pixels;
    }

    private static ImageProcessor processor(int bits) {
        return switch (bits) {
            case 8 -> new ByteProcessor(WIDTH, HEIGHT);
            case 16 -> new ShortProcessor(WIDTH, HEIGHT);
            case 24 -> new ColorProcessor(WIDTH, HEIGHT);
            default -> new FloatProcessor(WIDTH, HEIGHT);
        };
    }
}
