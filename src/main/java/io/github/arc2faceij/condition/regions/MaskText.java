package io.github.arc2faceij.condition.regions;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Masks in recipes: their bytes, compressed (zlib) and written as Base64. */
final class MaskText {

    private static final int LONGEST_SIDE = 4096;

    private MaskText() {}

    static String of(RegionMask mask) {
        byte[] bytes = mask.bytes();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] small = new byte[bytes.length + 1000];
        int length = deflater.deflate(small);
        deflater.end();
        return Base64.getEncoder().encodeToString(Arrays.copyOf(small, length));
    }

    /**
     * @param text of any origin
     * @return the mask
     * @throws Arc2FaceException when the text is none of a mask of this size
     */
    static RegionMask parse(int width, int height, String text) {
        if (text == null || Math.min(width, height) < 1 || Math.max(width, height) > LONGEST_SIDE) {
            throw damaged(null);
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getDecoder().decode(text));
            byte[] bytes = new byte[width * height];
            if (inflater.inflate(bytes) < bytes.length) {
                throw damaged(null);
            }
            return RegionMask.ofBytes(width, height, bytes);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw damaged(e);
        } finally {
            inflater.end();
        }
    }

    private static Arc2FaceException damaged(Exception cause) {
        return new Arc2FaceException(
                "A mask of the recipe's \"regions\" is damaged. Use the recipe as it was written.", cause);
    }
}
