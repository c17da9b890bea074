package io.github.arc2faceij.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the contents of a zip file's STORED entries lie (PKWARE APPNOTE 6.3, zip64 included). java.util.zip does not
 * tell offsets. Torch writes nothing but plain STORED entries, so anything else is refused.
 */
final class ZipDirectory {

    /**
     * The content of one entry.
     *
     * @param offset of the first byte, from the start of the file
     * @param length in bytes
     */
    record Content(long offset, long length) {}

    /** The program in a TorchScript archive, which torch compresses, and which is never read. */
    private static final String CODE = "/code/";

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;

    private static final int LOCAL_LENGTH = 30;
    private static final int CENTRAL_LENGTH = 46;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_END_LENGTH = 56;
    private static final int ZIP64_LOCATOR_LENGTH = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    /** A state dict of a thousand tensors takes 0.1 MB. */
    private static final int LONGEST_DIRECTORY = 16 << 20;

    private static final int ENCRYPTED = 1;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xffffffffL;

    private final FileBytes file;
    private final Map<String, Content> contents = new LinkedHashMap<>();

    private ZipDirectory(FileBytes file) {
        this.file = file;
    }

    /** @return whether a file begins like a zip file */
    static boolean isZip(FileBytes file) {
        return file.size() >= END_LENGTH && file.read(0, Integer.BYTES).getInt() == LOCAL_SIGNATURE;
    }

    /**
     * @param file a zip file
     * @return the contents by entry name, every one inside the file and none over another
     * @throws io.github.arc2faceij.common.Arc2FaceException when the file is not a zip file of plain STORED entries
     */
    static Map<String, Content> read(FileBytes file) {
        ZipDirectory directory = new ZipDirectory(file);
        try {
            directory.readEntries();
        } catch (BufferUnderflowException e) {
            throw file.damaged("its zip directory is cut short", e);
        }
        directory.requireNoOverlap();
        return directory.contents;
    }

    private void readEntries() {
        long endAt = findEnd();
        ByteBuffer end = file.read(endAt, END_LENGTH).position(12);
        long length = unsignedInt(end);
        long offset = unsignedInt(end);
        if (length == IN_ZIP64 || offset == IN_ZIP64) {
            ByteBuffer zip64 = file.read(findZip64End(endAt), ZIP64_END_LENGTH).position(40);
            length = zip64.getLong();
            offset = zip64.getLong();
        }
        if (length < 0 || length > LONGEST_DIRECTORY || offset < 0 || offset > endAt - length) {
            throw file.damaged("its zip directory of " + length + " bytes at offset " + offset + " is impossible");
        }
        ByteBuffer entries = file.read(offset, (int) length);
        while (entries.hasRemaining()) {
            readEntry(entries, offset);
        }
    }

    /** The end record is followed by nothing but its comment, whose length it tells. */
    private long findEnd() {
        int length = (int) Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
        long from = file.size() - length;
        ByteBuffer tail = file.read(from, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            int comment = tail.getShort(at + END_LENGTH - Short.BYTES) & 0xffff;
            if (tail.getInt(at) == END_SIGNATURE && at + END_LENGTH + comment == length) {
                return from + at;
            }
        }
        throw file.damaged("it is not a zip file or cut short: its " + file.size() + " bytes have no end record");
    }

    private long findZip64End(long endAt) {
        ByteBuffer locator = file.read(endAt - ZIP64_LOCATOR_LENGTH, ZIP64_LOCATOR_LENGTH);
        require(locator.getInt() == ZIP64_LOCATOR_SIGNATURE, "its zip64 directory is missing");
        long at = locator.getLong(2 * Integer.BYTES);
        require(file.read(at, Integer.BYTES).getInt() == ZIP64_END_SIGNATURE, "its zip64 directory is missing");
        return at;
    }

    private void readEntry(ByteBuffer entries, long directoryOffset) {
        ByteBuffer fixed = take(entries, CENTRAL_LENGTH);
        require(fixed.getInt(0) == CENTRAL_SIGNATURE, "its zip directory is damaged");
        int flags = fixed.getShort(8);
        int method = fixed.getShort(10);
        long compressed = fixed.getInt(20) & IN_ZIP64;
        long length = fixed.getInt(24) & IN_ZIP64;
        long header = fixed.getInt(42) & IN_ZIP64;
        String name = text(take(entries, fixed.getShort(28) & 0xffff));
        ByteBuffer zip64 = zip64Extra(take(entries, fixed.getShort(30) & 0xffff));
        take(entries, fixed.getShort(32) & 0xffff);
        length = length == IN_ZIP64 ? zip64.getLong() : length;
        compressed = compressed == IN_ZIP64 ? zip64.getLong() : compressed;
        header = header == IN_ZIP64 ? zip64.getLong() : header;
        if (name.contains(CODE)) {
            return;
        }
        require((flags & ENCRYPTED) == 0, "its entry \"" + name + "\" is encrypted");
        require(
                method == 0 && compressed == length,
                "its entry \"" + name + "\" is compressed (method " + method + "), which torch.save never does");
        Content content = new Content(contentOffset(name, header), length);
        require(
                length >= 0 && content.offset() <= directoryOffset - length,
                "its entry \"" + name + "\" of " + length + " bytes at offset " + content.offset()
                        + " is not within the file");
        require(contents.put(name, content) == null, "it has two entries \"" + name + "\"");
    }

    private static ByteBuffer zip64Extra(ByteBuffer extras) {
        while (extras.hasRemaining()) {
            int id = extras.getShort();
            ByteBuffer extra = take(extras, extras.getShort() & 0xffff);
            if (id == ZIP64_EXTRA) {
                return extra;
            }
        }
        return extras;
    }

    /** The local header repeats the name, but pads with extra fields of its own. */
    private long contentOffset(String name, long headerOffset) {
        ByteBuffer header = file.read(headerOffset, LOCAL_LENGTH);
        int nameLength = header.getShort(26) & 0xffff;
        int extraLength = header.getShort(28) & 0xffff;
        require(
                header.getInt(0) == LOCAL_SIGNATURE
                        && header.getShort(8) == 0
                        && text(file.read(headerOffset + LOCAL_LENGTH, nameLength))
                                .equals(name),
                "its entry \"" + name + "\" is not what lies at offset " + headerOffset);
        return headerOffset + LOCAL_LENGTH + nameLength + extraLength;
    }

    private void requireNoOverlap() {
        List<Map.Entry<String, Content>> inOrder = contents.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().offset()))
                .toList();
        long end = 0;
        for (Map.Entry<String, Content> entry : inOrder) {
            require(entry.getValue().offset() >= end, "its entry \"" + entry.getKey() + "\" overlaps another one");
            end = entry.getValue().offset() + entry.getValue().length();
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw file.damaged(otherwise);
        }
    }

    private static ByteBuffer take(ByteBuffer from, int length) {
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return part;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static long unsignedInt(ByteBuffer bytes) {
        return bytes.getInt() & IN_ZIP64;
    }
}
