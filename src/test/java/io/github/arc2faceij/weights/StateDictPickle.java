package io.github.arc2faceij.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pickles, protocol 2, one opcode a call (names as in Python's pickletools), and the pickle that torch.save makes of a
 * dict of tensors.
 */
final class StateDictPickle {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    StateDictPickle() {
        op(0x80).op(2); // PROTO
    }

    /** @return data.pkl of a state dict; tensor i is all of storage i */
    static byte[] of(List<TensorLocation> tensors) {
        return new StateDictPickle().tensors(tensors).bytes();
    }

    /** A dict of tensors; tensor i is all of storage i. */
    StateDictPickle tensors(List<TensorLocation> tensors) {
        op('}').op('(');
        for (int i = 0; i < tensors.size(); i++) {
            TensorLocation tensor = tensors.get(i);
            List<Long> shape = tensor.shape();
            text(tensor.name()).tensor(storage(tensor.type()), "" + i, tensor.count(), 0, shape, contiguous(shape));
        }
        return op('u');
    }

    /** A call of torch's _rebuild_tensor_v2. */
    StateDictPickle tensor(String storage, String key, long count, long offset, List<Long> shape, List<Long> strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage").global("torch", storage).text(key).text("cpu");
        integer(count).op('t').op('Q');
        integer(offset).tuple(shape).tuple(strides).op(0x89); // NEWFALSE
        global("collections", "OrderedDict").op(')').op('R');
        return op('t').op('R');
    }

    StateDictPickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').write(littleEndian(4).putInt(utf8.length));
        bytes.writeBytes(utf8);
        return this;
    }

    StateDictPickle integer(long value) {
        if (value == (int) value) {
            return op('J').write(littleEndian(4).putInt((int) value));
        }
        return op(0x8a).op(8).write(littleEndian(8).putLong(value));
    }

    StateDictPickle tuple(List<Long> values) {
        op('(');
        values.forEach(this::integer);
        return op('t');
    }

    StateDictPickle global(String module, String name) {
        op('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    StateDictPickle op(int opcode) {
        bytes.write(opcode);
        return this;
    }

    /** @return the pickle, ended by STOP */
    byte[] bytes() {
        return op('.').bytes.toByteArray();
    }

    static List<Long> contiguous(List<Long> shape) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            strides.add(stride);
            stride *= shape.get(axis);
        }
        Collections.reverse(strides);
        return strides;
    }

    private static String storage(DataType type) {
        return type == DataType.F16 ? "HalfStorage" : "FloatStorage";
    }

    private StateDictPickle write(ByteBuffer buffer) {
        bytes.writeBytes(buffer.array());
        return this;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
