package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.NotEnoughMemoryException;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Plans how many latents go through a UNet at once, so that memory suffices: a system that has promised more memory than
 * it has would end ImageJ without a word. The plan changes how fast pictures come, not what they are.
 */
public final class PassMemory {

    private final Supplier<OptionalLong> free;
    private long held;

    /** @param free bytes that the device has left, if that is known */
    public PassMemory(Supplier<OptionalLong> free) {
        this.free = free;
    }

    /**
     * @param most how many may go through at once when memory does not matter
     * @param each bytes that one takes, estimated
     * @param other bytes that what comes later takes besides, estimated
     * @return 1 to {@code most}
     * @throws NotEnoughMemoryException when memory does not suffice for one
     */
    public int rows(int most, long each, long other) {
        OptionalLong left = free.get();
        if (left.isEmpty()) {
            return most;
        }
        int fit = (int) Math.min(most, (left.getAsLong() + held - other) / each);
        if (fit < 1) {
            throw new NotEnoughMemoryException("A picture needs about " + ByteCount.text(each + other)
                    + " in addition to the model, but only " + ByteCount.text(left.getAsLong() + held) + " are free.");
        }
        held = Math.max(held, fit * each); // ONNX Runtime keeps it for the next passes
        return fit;
    }

    /**
     * @param count how many pictures were wanted
     * @param width in pixels
     * @param height in pixels
     * @param failure why it could not be
     * @return what the user is told: the values, and what to do
     */
    public static NotEnoughMemoryException exception(int count, int width, int height, Throwable failure) {
        String size = " of " + width + " x " + height + " pixels";
        boolean heap = failure instanceof OutOfMemoryError || failure.getCause() instanceof OutOfMemoryError;
        String sentence = heap
                ? "ImageJ's own memory of "
                        + ByteCount.text(Runtime.getRuntime().maxMemory()) + " is not enough for "
                        + Counted.of(count, "picture", "pictures") + size
                        + ". Make fewer or smaller pictures, close images, or give it more memory (Edit > Options >"
                        + " Memory & Threads...)."
                : "There is not enough memory for pictures" + size + ", not even for one at a time: "
                        + failure.getMessage() + " Make smaller pictures, or close other programs.";
        return new NotEnoughMemoryException(sentence, failure);
    }
}
