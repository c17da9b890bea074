package io.github.arc2faceij.face;

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
 * header, the header as a Python dictionary, the data. Written: little-endian float32 in C order. Read: that and float64.
 */
final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION_1_PREFIX = MAGIC.length + 4;
    /** NumPy starts the data at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN_ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    private Npy() {}

    /**
     * @param tensor at least two axes, since Python writes (n,) for one
     * @return the bytes of a file of version 1.0
     */
    static byte[] write(Tensor tensor) {
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
    static Tensor read(byte[] bytes) throws IOException {
        ByteBuffer file = littleEndian(bytes);
        String header = header(file);
        if (find(FORTRAN_ORDER, header).equals("True")) {
            throw new IOException("it is in Fortran order; save numpy.ascontiguousarray(...) of it");
        }
        int[] shape = shape(find(SHAPE, header));
        String type = find(TYPE, header);
        return switch (type) {
            case "<f4" -> Tensor.of(floats(file, count(shape, Float.BYTES, file.remaining())), shape);
            case "<f8" -> Tensor.of(doubles(file, count(shape, Double.BYTES, file.remaining())), shape);
            default -> throw new IOException("it holds numbers of type '" + type + "'; save .astype('float32') of it");
        };
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

    /** How many numbers the shape announces, once it is sure that they are there. */
    private static int count(int[] shape, int width, int bytes) throws IOException {
        long count = 1;
        for (int length : shape) {
            count = Math.min(count * length, Integer.MAX_VALUE); // cannot overflow, and is then too long
        }
        if (count * width != bytes) {
            throw new IOException("it announces numbers of shape " + Arrays.toString(shape) + ", but has " + bytes
                    + " bytes of them: it was cut off or damaged");
        }
        return (int) count;
    }

    private static float[] floats(ByteBuffer file, int count) {
        float[] values = new float[count];
        file.asFloatBuffer().get(values);
        return values;
    }

    private static float[] doubles(ByteBuffer file, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) file.getDouble();
        }
        return values;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
