package io.github.arc2faceij.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Writes photos as cameras do that were held askew. */
final class ExifJpeg {

    private ExifJpeg() {}

    /**
     * @param stored pixels as they are to be stored
     * @param orientation value of the tag Orientation
     * @return a JPEG with an APP1 segment that holds a big-endian TIFF directory of that tag
     */
    static byte[] encode(BufferedImage stored, int orientation) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(stored, "jpg", out);
        byte[] plain = out.toByteArray();
        byte[] exif = "Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer jpeg = ByteBuffer.allocate(plain.length + 36);
        jpeg.put(plain, 0, 2);
        jpeg.putShort((short) 0xffe1).putShort((short) 34).put(exif).putInt(8);
        jpeg.putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1);
        jpeg.putShort((short) orientation).putShort((short) 0).putInt(0);
        return jpeg.put(plain, 2, plain.length - 2).array();
    }
}
