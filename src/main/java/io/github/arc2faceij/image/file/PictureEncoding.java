package io.github.arc2faceij.image.file;

import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.common.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** How a single generated picture becomes the bytes of a file, with its {@link Provenance}. */
public enum PictureEncoding {
    /** Without loss. */
    PNG("png") {
        @Override
        byte[] bytes(BufferedImage pixels, double quality, byte[] xmp) {
            return PngFile.bytes(pixels, xmp);
        }
    },

    /** With XMP in a segment of its own behind the first one, as XMP part 3 (2020), 1.1.3, asks for. */
    JPEG("jpg") {
        @Override
        byte[] bytes(BufferedImage pixels, double quality, byte[] xmp) {
            byte[] plain = jpeg(pixels, quality);
            int first = FIRST_SEGMENT + ByteBuffer.wrap(plain).getShort(FIRST_SEGMENT);
            byte[] name = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
            int length = Short.BYTES + name.length + xmp.length;
            if (length > LONGEST_SEGMENT) {
                throw new IllegalArgumentException("XMP of " + xmp.length + " bytes is too long for a JPEG");
            }
            return ByteBuffer.allocate(plain.length + Short.BYTES + length)
                    .put(plain, 0, first)
                    .putShort((short) APP1)
                    .putShort((short) length)
                    .put(name)
                    .put(xmp)
                    .put(plain, first, plain.length - first)
                    .array();
        }
    };

    private static final int APP1 = 0xffe1;
    private static final int LONGEST_SEGMENT = 0xffff;

    /** Behind the marks of the file and of the segment that a JFIF file begins with. */
    private static final int FIRST_SEGMENT = 4;

    private final String ending;

    PictureEncoding(String ending) {
        this.ending = ending;
    }

    /** @return how the names of such files end, without the point */
    public String ending() {
        return ending;
    }

    /**
     * @param name of an encoding, in any case
     * @return that encoding
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is none of that name
     */
    public static PictureEncoding of(String name) {
        return Labels.choose(
                "picture format", values(), encoding -> encoding.name().toLowerCase(Locale.ROOT), name);
    }

    /**
     * @param picture a generated one
     * @param quality of a JPEG, 0..1
     * @param provenance what the file will say
     * @param software what made the picture
     * @return the file's bytes, the same for the same arguments
     */
    public byte[] bytes(Picture picture, double quality, Provenance provenance, String software) {
        BufferedImage pixels = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            int at = i / 3;
            int color = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | rgb[i + 2] & 0xff;
            pixels.setRGB(at % picture.width(), at / picture.width(), color);
        }
        return bytes(pixels, quality, provenance.xmp(software));
    }

    abstract byte[] bytes(BufferedImage pixels, double quality, byte[] xmp);

    private static byte[] jpeg(BufferedImage pixels, double quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality((float) quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(pixels, null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException("a JPEG in memory could not be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
