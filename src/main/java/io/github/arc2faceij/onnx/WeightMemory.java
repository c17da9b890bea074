package io.github.arc2faceij.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory for weights, outside the Java heap and its limits. It is taken in large pieces, which the system gets back when this
 * is closed; of small ones the C library would keep what lies between others.
 */
final class WeightMemory implements AutoCloseable {

    private static final long PIECE = 256L << 20;
    private static final int ALIGNMENT = 64;

    private final List<Pointer> pieces = new ArrayList<>();
    private ByteBuffer rest = ByteBuffer.allocate(0);

    /**
     * @param count how many numbers, less than 2^29
     * @return room for them, until this is closed
     * @throws OutOfMemoryError when there is not enough memory
     */
    FloatBuffer floats(long count) {
        int bytes = Math.toIntExact(Math.multiplyExact(count, (long) Float.BYTES));
        if (rest.remaining() < bytes) {
            rest = piece(Math.max(PIECE, bytes + (long) ALIGNMENT));
        }
        ByteBuffer room = rest.slice(rest.position(), bytes).order(ByteOrder.nativeOrder());
        rest.position(Math.min(rest.limit(), rest.position() + (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT));
        return room.asFloatBuffer();
    }

    /** Gives the last piece again from its start: for whoever needs nothing of it any more. */
    void reuse() {
        rest.clear();
    }

    private ByteBuffer piece(long size) {
        Pointer piece = Pointer.malloc(size);
        if (piece == null || piece.isNull()) {
            throw new OutOfMemoryError("no memory for weights of " + size + " bytes");
        }
        pieces.add(piece);
        return new BytePointer(piece).capacity(size).asByteBuffer().alignedSlice(ALIGNMENT);
    }

    @Override
    public void close() {
        pieces.forEach(Pointer::free);
        pieces.clear();
        rest = ByteBuffer.allocate(0);
    }
}
