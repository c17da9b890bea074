package io.github.arc2faceij.numpy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads any Python pickle (protocols 0 to 5) without running its code: dicts, lists, tuples, numbers and texts as the
 * Java objects that are like them, everything else as a {@link PickledObject} that only says what it would be.
 * {@link PickledArrays} makes numbers of those that are arrays.
 */
public final class NumpyPickle extends Unpickler {

    /** They name a class in a way of their own, or something outside the pickle. */
    private static final Set<Short> REFUSED = Set.of(
            Opcodes.INST,
            Opcodes.OBJ,
            Opcodes.EXT1,
            Opcodes.EXT2,
            Opcodes.EXT4,
            Opcodes.PERSID,
            Opcodes.BINPERSID,
            Opcodes.NEXT_BUFFER);

    /** What follows these is a length of four bytes, and as many bytes as it says. */
    private static final Set<Short> INT_LENGTHS =
            Set.of(Opcodes.BINSTRING, Opcodes.BINUNICODE, Opcodes.BINBYTES, Opcodes.LONG4);

    /** What follows these is a length of eight bytes. */
    private static final Set<Short> LONG_LENGTHS = Set.of(Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8);

    private NumpyPickle() {}

    /**
     * @param bytes of a file
     * @param offset where the pickle begins
     * @return its object
     * @throws IOException when it is no pickle or damaged; the message is a clause without a full stop
     */
    public static Object read(byte[] bytes, int offset) throws IOException {
        try {
            return new NumpyPickle().load(new ByteArrayInputStream(bytes, offset, bytes.length - offset));
        } catch (RuntimeException e) {
            throw new IOException("it is not a pickle, or damaged (" + e.getMessage() + ")", e);
        }
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        checkLength(opcode);
        switch (opcode) {
            case Opcodes.GLOBAL -> {
                String module = PickleUtils.readline(input);
                stack.add(described(module, PickleUtils.readline(input)));
            }
            case Opcodes.STACK_GLOBAL -> {
                String name = (String) stack.pop();
                stack.add(described((String) stack.pop(), name));
            }
            case Opcodes.BUILD -> {
                Object state = stack.pop();
                if (stack.peek() instanceof PickledObject object) {
                    object.fill(state);
                }
            }
            default -> {
                if (REFUSED.contains(opcode)) {
                    throw new PickleException("opcode " + opcode);
                }
                return super.dispatch(opcode);
            }
        }
        return NO_RETURN_VALUE;
    }

    /** The unpickler's own readers allocate whatever length is asked for. */
    private void checkLength(short opcode) throws IOException {
        int width = LONG_LENGTHS.contains(opcode) ? Long.BYTES : INT_LENGTHS.contains(opcode) ? Integer.BYTES : 0;
        if (width > 0) {
            input.mark(width);
            byte[] length = Arrays.copyOf(input.readNBytes(width), Long.BYTES);
            long bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (bytes < 0 || bytes > input.available()) {
                throw new PickleException("it has something of " + Long.toUnsignedString(bytes) + " bytes");
            }
            input.reset();
        }
    }

    private static IObjectConstructor described(String module, String name) {
        return arguments -> new PickledObject(module + "." + name, arguments);
    }
}
