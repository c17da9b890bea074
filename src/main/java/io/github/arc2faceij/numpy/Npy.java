package io.github.arc2faceij.numpy;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's array format .npy (NumPy's NEP 1, versions 1.0 to 3.0): "\x93NUMPY", two version bytes, the length of a
 * header, the header as a Python dictionary, the data. Written: little-endian float32 in C order. Read: floating-point
 * numbers and integers of 32 and 64 bits, in both orders, and arrays of Python objects.
 */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION_1_PREFIX = MAGIC.length + 4;
    /** NumPy starts the data at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN_ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    private Npy() {}

    private record Header(String type, boolean fortranOrder, int[] shape) {}

    /**
     * @param tensor at least two axes, since Python writes (n,) for one
     * @return the bytes of a file of version 1.0
     */
    public static byte[] write(Tensor tensor) {
        String shape = Arrays.toString(tensor.shape()).replace('[', '(').replace(']', ')');
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        int blanks = ALIGNMENT - 1 - (VERSION_1_PREFIX + header.length()) % ALIGNMENT;
        int length = header.length() + blanks + 1;
        ByteBuffer file = littleEndian(new byte[VERSION_1_PREFIX + length + Float.BYTES * tensor.size()]);
        file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        file.put((header + " ".repeat(blanks) + "\n").getBytes(StandardCharsets.US_ASCII));
        file.asFloatBuffer().put(tensor.data());
        return file.array();
    }

    /**
     * @param bytes a whole file
     * @return its numbers as float32
     * @throws IOException when it is another format or damaged; the message is a clause without a full stop
     */
    public static Tensor read(byte[] bytes) throws IOException {
        ByteBuffer file = littleEndian(bytes);
        Header header = parse(header(file));
        return Numbers.decode(header.type, header.fortranOrder, header.shape, file);
    }

    /**
     * @param bytes a whole file
     * @return what {@link NumpyPickle} makes of an array of objects, or the numbers as float32 {@link Tensor}
     * @throws IOException when it is another format or damaged; the message is a clause without a full stop
     */
    public static Object readObject(byte[] bytes) throws IOException {
        ByteBuffer file = littleEndian(bytes);
        Header header = parse(header(file));
        return header.type.equals("|O")
                ? NumpyPickle.read(bytes, file.position())
                : Numbers.decode(header.type, header.fortranOrder, header.shape, file);
    }

    private static Header parse(String header) throws IOException {
        return new Header(find(TYPE, header), find(FORTRAN_ORDER, header).equals("True"), shape(find(SHAPE, header)));
    }

    private static String header(ByteBuffer file) throws IOException {
        if (file.remaining() < MAGIC.length + 6
                || !Arrays.equals(file.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("it is not a NumPy file (.npy)");
        }
        int version = file.get(MAGIC.length);
        file.position(MAGIC.length + 2);
        long length = version == 1 ? file.getShort() & 0xffff : file.getInt() & 0xffffffffL;
        if (length > file.remaining()) {
            throw new IOException("its header was cut off");
        }
        byte[] header = new byte[(int) length];
        file.get(header);
        return new String(header, StandardCharsets.UTF_8);
    }

    private static String find(Pattern pattern, String header) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException("its header is damaged");
        }
        return matcher.group(1);
    }

    private static int[] shape(String text) throws IOException {
        try {
            return Pattern.compile("[,\\s]+")
                    .splitAsStream(text.strip())
                    .filter(length -> !length.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException("its header is damaged", e);
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
