package io.github.arc2faceij.image.file;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * ImageJ's TIFF with XMP. ImageJ writes all that it reads back (pixels, labels, Info, overlay) and no further tags, so
 * the first directory of its file is copied behind everything else with one entry more: tag 700, type BYTE, as XMP part
 * 3 (2020), 2.1, asks for. The rest stays where it is (TIFF 6.0, section 2: directories may lie anywhere).
 */
final class TiffFile {

    private static final int XMP = 700;
    private static final int BYTE = 1;
    private static final int ENTRY = 12;
    private static final int COUNT = Short.BYTES;
    private static final int DIRECTORY_OFFSET = 4;
    private static final byte LITTLE_ENDIAN = 'I';

    private TiffFile() {}

    /**
     * @param image in memory
     * @param xmp a packet, UTF-8
     * @return the file's bytes
     * @throws Arc2FaceException when the image is not in memory as a whole, or does not fit into 2 GB
     */
    static byte[] bytes(ImagePlus image, byte[] xmp) {
        byte[] tiff = image.getStack().isVirtual() ? null : new FileSaver(image).serialize();
        if (tiff == null) {
            throw new Arc2FaceException("\"" + image.getTitle()
                    + "\" cannot be written with its recipe, because it is a virtual stack or too"
                    + " large. Save a part of it (Image > Duplicate...).");
        }
        return withXmp(tiff, xmp);
    }

    static byte[] withXmp(byte[] tiff, byte[] xmp) {
        ByteBuffer source = ByteBuffer.wrap(tiff).order(order(tiff));
        int directory = source.getInt(DIRECTORY_OFFSET);
        int entries = source.getShort(directory) & 0xffff;
        int end = tiff.length + tiff.length % 2; // TIFF 6.0: directories begin at even offsets
        int length = COUNT + (entries + 1) * ENTRY + Integer.BYTES;
        ByteBuffer result = ByteBuffer.wrap(Arrays.copyOf(tiff, Math.addExact(end + length, xmp.length)))
                .order(source.order());
        result.putInt(DIRECTORY_OFFSET, end);
        result.position(end).putShort((short) (entries + 1));
        int before = entriesBefore(source, directory, entries) * ENTRY;
        result.put(tiff, directory + COUNT, before);
        result.putShort((short) XMP).putShort((short) BYTE).putInt(xmp.length).putInt(end + length);
        // The other entries and the offset of the next directory.
        result.put(tiff, directory + COUNT + before, entries * ENTRY - before + Integer.BYTES);
        result.put(xmp);
        return result.array();
    }

    private static ByteOrder order(byte[] tiff) {
        return tiff[0] == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** Entries are sorted by their tags. */
    private static int entriesBefore(ByteBuffer tiff, int directory, int entries) {
        int before = 0;
        while (before < entries && (tiff.getShort(directory + COUNT + before * ENTRY) & 0xffff) < XMP) {
            before++;
        }
        return before;
    }
}
