package io.github.arc2faceij.image;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngMetadataReader;
import com.drew.imaging.tiff.TiffMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * EXIF and XMP of picture files. The library that reads them allocates what a chunk says of its own length and unpacks
 * what is compressed, so the lengths are held against the file's before. Of JPEG files only EXIF is read.
 */
public final class FileMetadata {

    private static final int HEAD = 12;
    private static final int JPEG = 0xffd8;
    private static final int TIFF_LITTLE_ENDIAN = 0x49492a00;
    private static final int TIFF_BIG_ENDIAN = 0x4d4d002a;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;

    private FileMetadata() {}

    /**
     * @param file any file
     * @return its metadata; empty when it is no JPEG, PNG, TIFF or WebP file, or a damaged one
     */
    public static Optional<Metadata> of(Path file) {
        try {
            return Optional.ofNullable(read(file));
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            return Optional.empty(); // a damaged tag is no reason to refuse pixels that ImageJ could open
        }
    }

    private static Metadata read(Path file) throws ImageProcessingException, IOException {
        ByteBuffer head = head(file);
        int first = head.getInt(0);
        if (first >>> Short.SIZE == JPEG) {
            return JpegMetadataReader.readMetadata(file.toFile(), List.of(new ExifReader()));
        }
        if (first == TIFF_LITTLE_ENDIAN || first == TIFF_BIG_ENDIAN) {
            TiffLengths.check(file);
            return TiffMetadataReader.readMetadata(file.toFile());
        }
        if (head.getLong(0) == PngLengths.SIGNATURE) {
            PngLengths.check(file);
            return PngMetadataReader.readMetadata(file.toFile());
        }
        if (first == RIFF && head.getInt(8) == WEBP) {
            long length = head.order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
            return length > Files.size(file) ? null : WebpMetadataReader.readMetadata(file.toFile());
        }
        return null;
    }

    /** @return the first bytes, zeros where the file is shorter */
    private static ByteBuffer head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.allocate(HEAD).put(in.readNBytes(HEAD));
        }
    }
}
