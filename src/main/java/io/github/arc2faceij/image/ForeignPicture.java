package io.github.arc2faceij.image;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.MetadataException;
import com.drew.metadata.jpeg.JpegDirectory;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import ij.ImagePlus;
import ij.io.FileInfo;
import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Pictures that ImageJ does not read, or not in their colours: WebP, of an animation its first frame, and JPEG in CMYK. They
 * are read by TwelveMonkeys' ImageIO plugins, which are asked by name: ImageIO itself looks for plugins with the class
 * loader of the calling thread, which in plain ImageJ does not know the jars beside a plugin.
 */
final class ForeignPicture {

    private static final int CMYK = 4;

    private ForeignPicture() {}

    /**
     * @param file that exists
     * @return its image, not shown; empty when ImageJ reads such files itself
     * @throws Arc2FaceException when the file is damaged, or of a kind that nothing here reads
     */
    static Optional<ImagePlus> open(Path file) {
        return read(file).map(pixels -> {
            ImagePlus image = new ImagePlus(file.getFileName().toString(), pixels);
            FileInfo info = image.getFileInfo();
            info.fileName = file.getFileName().toString();
            info.directory =
                    file.toAbsolutePath().getParent() + file.getFileSystem().getSeparator();
            image.setFileInfo(info);
            return image;
        });
    }

    /**
     * @param file that exists
     * @return its pixels as they are stored, in sRGB; empty when ImageJ reads such files itself
     * @throws Arc2FaceException when the file is damaged, or of a kind that nothing here reads
     */
    static Optional<BufferedImage> read(Path file) {
        try {
            FileType type = type(file);
            if (type == FileType.Heif) {
                throw new Arc2FaceException("\"" + file + "\" is a HEIC or HEIF picture, which ImageJ does not read."
                        + " Save it as JPEG or PNG with another program; phones can be set to take photos as JPEG.");
            }
            if (type == FileType.WebP) {
                return Optional.of(read(file, new WebPImageReaderSpi()));
            }
            return type == FileType.Jpeg && isCmyk(file) ? Optional.of(read(file, jpeg())) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            if (e instanceof Arc2FaceException refused) {
                throw refused;
            }
            throw new Arc2FaceException(
                    "\"" + file + "\" cannot be read as an image (" + e
                            + "). The file may be damaged. Copy it again, or convert it to PNG.",
                    e);
        }
    }

    private static FileType type(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return FileTypeDetector.detectFileType(in);
        }
    }

    private static boolean isCmyk(Path file) {
        try {
            JpegDirectory frame =
                    JpegMetadataReader.readMetadata(file.toFile()).getFirstDirectoryOfType(JpegDirectory.class);
            return frame != null && frame.getNumberOfComponents() == CMYK;
        } catch (ImageProcessingException | MetadataException | IOException e) {
            return false; // ImageJ's reader has its own words for a damaged JPEG
        }
    }

    /** With Java's own reader, which it hands all but colours to. */
    private static ImageReaderSpi jpeg() {
        JPEGImageReaderSpi plugin = new JPEGImageReaderSpi();
        plugin.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
        return plugin;
    }

    private static BufferedImage read(Path file, ImageReaderSpi plugin) throws IOException {
        ImageReader reader = plugin.createReaderInstance(null);
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }
}
