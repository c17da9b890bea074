package io.github.arc2faceij.image.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG with XMP: in an uncompressed iTXt chunk of this keyword, as XMP part 3 (2020), 1.1.5, asks for. */
final class PngFile {

    private static final String KEYWORD = "XML:com.adobe.xmp";
    private static final String FORMAT = "javax_imageio_png_1.0";

    private PngFile() {}

    /**
     * @param pixels RGB or grey
     * @param xmp a packet, UTF-8
     * @return the file's bytes
     */
    static byte[] bytes(BufferedImage pixels, byte[] xmp) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(pixels), null);
            metadata.mergeTree(FORMAT, text(new String(xmp, StandardCharsets.UTF_8)));
            writer.setOutput(out);
            writer.write(new IIOImage(pixels, null, metadata));
        } catch (IOException e) {
            throw new IllegalStateException("a PNG in memory could not be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode text(String xmp) {
        IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", KEYWORD);
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "");
        entry.setAttribute("translatedKeyword", "");
        entry.setAttribute("text", xmp);
        IIOMetadataNode entries = new IIOMetadataNode("iTXt");
        entries.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(entries);
        return root;
    }
}
