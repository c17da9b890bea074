package io.github.arc2faceij.image;

import ij.ImagePlus;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * How an open image has to be turned to stand upright, as far as its file tells. ImageJ mostly shows pixels as they are
 * stored, but turns a JPEG itself where its EXIF reader is installed, and a user may have turned it by hand: the
 * orientation only counts while the window still shows the stored pixels.
 */
final class StoredOrientation {

    private StoredOrientation() {}

    /**
     * @param image an open image
     * @param shown what it shows
     * @return 1..8 as in {@link ExifOrientation}
     */
    static int of(ImagePlus image, Picture shown) {
        Path file = OriginalFile.of(image).orElse(null);
        if (file == null || image.getStackSize() > 1) {
            return ExifOrientation.UPRIGHT;
        }
        int orientation = ExifOrientation.of(file);
        return orientation == ExifOrientation.UPRIGHT || showsStored(shown, file, orientation)
                ? orientation
                : ExifOrientation.UPRIGHT;
    }

    private static boolean showsStored(Picture shown, Path file, int orientation) {
        Picture stored = read(file);
        if (stored == null || stored.width() != shown.width() || stored.height() != shown.height()) {
            return false;
        }
        Picture upright = ExifOrientation.upright(stored, orientation);
        return upright.width() != shown.width() || difference(shown, stored) <= difference(shown, upright);
    }

    private static Picture read(Path file) {
        try {
            PictureLengths.check(file);
            Optional<BufferedImage> foreign = ForeignPicture.read(file);
            BufferedImage pixels = foreign.isPresent() ? foreign.get() : ImageIO.read(file.toFile());
            return pixels == null ? null : PictureReader.currentSlice(new ImagePlus("stored", pixels));
        } catch (IOException | Arc2FaceException e) {
            return null; // ImageJ reads more kinds of files than Java: those are taken as they are shown
        }
    }

    /** Sum of absolute differences of two pictures of the same size, over some ten thousand of their bytes. */
    private static long difference(Picture a, Picture b) {
        int step = Math.max(1, a.rgb().length / 10_000) | 1; // odd, so that no channel is left out for ever
        long sum = 0;
        for (int i = 0; i < a.rgb().length; i += step) {
            sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
        }
        return sum;
    }
}
