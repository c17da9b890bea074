package io.github.arc2faceij.device;

/** In which numbers a network computes between its inputs and outputs, which are always float32. */
public enum Precision {
    /** 24 bits of precision: what the reference computes in. */
    FLOAT32("float32", 4),
    /** 11 bits of precision, half the memory, and twice the speed or more on a GPU; pictures differ a little. */
    FLOAT16("float16", 2),
    /**
     * 8 bits of precision and the range of float32, on processors with instructions for it. Graphs are written in float32,
     * and the provider rounds.
     */
    BFLOAT16("bfloat16", 2);

    private final String label;
    private final int bytes;

    Precision(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** @return bytes that a number takes */
    public int bytes() {
        return bytes;
    }

    /** @return the name for dialogs and recipes */
    public String label() {
        return label;
    }
}
