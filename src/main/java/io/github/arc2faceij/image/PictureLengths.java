package io.github.arc2faceij.image;

import ij.io.FileInfo;
import ij.io.TiffDecoder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Holds the size that a picture file announces against its length, before pixels are allocated. */
final class PictureLengths {

    /** Deflate, which packs closest, makes 1 byte of at most 1032 (zlib's technical details); a pixel may have one bit. */
    private static final double MOST_PIXELS_PER_BYTE = 8 * 1032.0;

    /** Without compression: a pixel may have one bit, and files that were cut off are shown as far as they go. */
    private static final double PIXELS_PER_PLAIN_BYTE = 8;

    private PictureLengths() {}

    /**
     * @param file any file
     * @throws IOException when it cannot hold the picture that it announces; the message is a clause
     */
    static void check(Path file) throws IOException {
        TiffLengths.check(file);
        PngLengths.check(file);
        FileInfo[] pages = tiffPages(file);
        double pixels = pages.length == 0 ? pixels(file) : 0;
        double bytes = pixels / MOST_PIXELS_PER_BYTE;
        for (FileInfo page : pages) {
            double size = (double) page.width * page.height;
            pixels += size;
            bytes += page.compression == FileInfo.COMPRESSION_NONE
                    ? size * page.getBytesPerPixel() / PIXELS_PER_PLAIN_BYTE
                    : size / MOST_PIXELS_PER_BYTE;
        }
        if (bytes > Files.size(file)) {
            throw new IOException(
                    String.format(Locale.ROOT, "its %.0f pixels cannot be in its %d bytes", pixels, Files.size(file)));
        }
    }

    /** @return none when it is no TIFF file, or one that ImageJ's own decoder leaves to others */
    private static FileInfo[] tiffPages(Path file) {
        String folder = file.toAbsolutePath().getParent() + File.separator;
        try {
            FileInfo[] pages = new TiffDecoder(folder, file.getFileName().toString()).getTiffInfo();
            return pages == null ? new FileInfo[0] : pages;
        } catch (IOException | RuntimeException e) {
            return new FileInfo[0];
        }
    }

    /** @return width times height as Java's readers see them; 0 when none of them can read the file */
    private static double pixels(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return 0;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return (double) reader.getWidth(0) * reader.getHeight(0);
            } catch (IOException | RuntimeException e) {
                return 0; // ImageJ may read it otherwise, or will say that it cannot
            } finally {
                reader.dispose();
            }
        }
    }
}
