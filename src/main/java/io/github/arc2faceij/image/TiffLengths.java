package io.github.arc2faceij.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds every length that stands in a TIFF file (TIFF 6.0, section 2) against the file's own, before ImageJ's decoder
 * allocates what it is told and follows directories in circles.
 */
public final class TiffLengths {

    private static final int MAGIC = 42;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int COUNT = Short.BYTES;

    /** Where ImageJ keeps its Info, slice labels and overlay: the length of each, and they themselves behind a header. */
    private static final int IMAGEJ_LENGTHS = 50838;

    private static final int IMAGEJ_METADATA = 50839;

    /** Bytes of a value of each type of section 2; others count as bytes. */
    private static final int[] WIDTHS = {1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

    /** Directories may share values, such as a color map, but not without end. */
    private static final int MOST_SHARED = 16;

    private final FileChannel file;
    private final ByteOrder order;
    private final long size;
    private long values;
    private IntBuffer lengths = IntBuffer.allocate(0);

    private TiffLengths(FileChannel file, ByteOrder order) throws IOException {
        this.file = file;
        this.order = order;
        this.size = file.size();
    }

    /**
     * @param path any file
     * @throws IOException when it is a TIFF file with a length that cannot be, or cannot be read; the message is a clause
     */
    public static void check(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            if (file.read(header, 0) < HEADER) {
                return;
            }
            ByteOrder order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            header.order(order);
            boolean letters = header.get(0) == header.get(1) && (header.get(0) == 'I' || header.get(0) == 'M');
            if (letters && header.getShort(2) == MAGIC) {
                new TiffLengths(file, order).checkDirectories(header.getInt(4) & 0xffffffffL);
            }
        }
    }

    private void checkDirectories(long first) throws IOException {
        Set<Long> seen = new HashSet<>();
        long at = first;
        while (at != 0) {
            require(seen.add(at), "its directories lead around in a circle");
            int entries = read(at, COUNT).getShort() & 0xffff;
            ByteBuffer directory = read(at + COUNT, entries * ENTRY + Integer.BYTES);
            for (int i = 0; i < entries; i++) {
                checkEntry(directory.slice(i * ENTRY, ENTRY).order(order));
            }
            at = directory.getInt(entries * ENTRY) & 0xffffffffL;
        }
    }

    private void checkEntry(ByteBuffer entry) throws IOException {
        int tag = entry.getShort() & 0xffff;
        int type = entry.getShort() & 0xffff;
        long length = (entry.getInt() & 0xffffffffL) * (type < WIDTHS.length ? WIDTHS[type] : 1);
        long offset = length <= Integer.BYTES ? 0 : entry.getInt() & 0xffffffffL;
        require(
                offset + length <= size,
                "its tag " + tag + " would have " + length + " bytes at " + offset + ", but the file has " + size);
        values += length;
        require(values <= MOST_SHARED * size, "its tags have far more bytes than the file");
        if (tag == IMAGEJ_LENGTHS && offset > 0) {
            lengths = read(offset, Math.toIntExact(length)).asIntBuffer();
            checkLengths();
        } else if (tag == IMAGEJ_METADATA && offset > 0) {
            checkHeader(read(offset, lengths.limit() == 0 ? 0 : (int) Math.min(length, lengths.get(0))));
        }
    }

    private void checkLengths() throws IOException {
        long sum = 0;
        for (int i = 0; i < lengths.limit(); i++) {
            sum += lengths.get(i) & 0xffffffffL;
        }
        require(sum <= size, "its Info and labels would have " + sum + " bytes, but the file has " + size);
    }

    /** After four letters, the header has pairs: what something is, and how many of the lengths are of this kind. */
    private void checkHeader(ByteBuffer header) throws IOException {
        long sum = 0;
        for (int at = Integer.BYTES; at + 2 * Integer.BYTES <= header.limit(); at += 2 * Integer.BYTES) {
            sum += header.getInt(at + Integer.BYTES) & 0xffffffffL;
        }
        require(sum <= lengths.limit(), "it would have " + sum + " labels and the like, not " + lengths.limit());
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        require(offset + length <= size, "it ends within a directory");
        ByteBuffer bytes = ByteBuffer.allocate(length).order(order);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("it became shorter");
            }
        }
        return bytes.flip();
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
