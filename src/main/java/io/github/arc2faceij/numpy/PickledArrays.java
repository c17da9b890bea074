package io.github.arc2faceij.numpy;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Numbers of the arrays in a pickle: NumPy's own ({@code numpy.ndarray.__reduce__}: a state of version, shape, type,
 * Fortran order, data) and those that the auto-differentiation library chumpy wraps as {@code x}.
 */
public final class PickledArrays {

    private static final int STATE_LENGTH = 5;

    private PickledArrays() {}

    /**
     * @param object of a {@link NumpyPickle}
     * @return its numbers as float32
     * @throws IOException when it is no array of numbers; the message is a clause without a full stop
     */
    public static Tensor numbers(Object object) throws IOException {
        if (object instanceof Tensor tensor) {
            return tensor;
        }
        if (object instanceof PickledObject wrapper
                && wrapper.state() instanceof Map<?, ?> attributes
                && attributes.containsKey("x")) {
            return numbers(attributes.get("x"));
        }
        Object[] state = arrayState(object);
        try {
            return Numbers.decode(type(state[2]), (Boolean) state[3], shape(state[1]), ByteBuffer.wrap(data(state[4])));
        } catch (ClassCastException | NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("it holds an array that is damaged", e);
        }
    }

    /**
     * @param object of a {@link NumpyPickle}: an array of Python objects with a single one in it
     * @return that one
     * @throws IOException when it is something else; the message is a clause without a full stop
     */
    public static Object single(Object object) throws IOException {
        if (arrayState(object)[4] instanceof List<?> elements && elements.size() == 1) {
            return elements.get(0);
        }
        throw new IOException("it holds more than one object");
    }

    private static Object[] arrayState(Object object) throws IOException {
        if (object instanceof PickledObject array
                && array.type().endsWith("multiarray._reconstruct")
                && array.state() instanceof Object[] state
                && state.length == STATE_LENGTH) {
            return state;
        }
        String type = object instanceof PickledObject other ? other.type() : "Python object";
        throw new IOException("it holds a " + type + " instead of an array of numbers");
    }

    /** {@code dtype('f8')} with the byte order in its state. */
    private static String type(Object type) {
        PickledObject dtype = (PickledObject) type;
        return (String) ((Object[]) dtype.state())[1] + dtype.arguments()[0];
    }

    private static int[] shape(Object tuple) {
        Object[] lengths = (Object[]) tuple;
        int[] shape = new int[lengths.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = ((Number) lengths[i]).intValue();
        }
        return shape;
    }

    /** Python 2 writes a text of bytes, Python 3 bytes or, for old readers, a call that encodes such a text. */
    private static byte[] data(Object data) {
        if (data instanceof byte[] bytes) {
            return bytes;
        }
        Object text = data instanceof PickledObject encoded ? encoded.arguments()[0] : data;
        return ((String) text).getBytes(StandardCharsets.ISO_8859_1);
    }
}
