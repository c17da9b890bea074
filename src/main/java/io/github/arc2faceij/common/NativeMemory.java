package io.github.arc2faceij.common;

/**
 * JavaCPP, which carries OpenCV, refuses every allocation while the process as a whole takes more than four times the
 * Java heap. The weights that ONNX Runtime maps count there, so a model of 4 GB would stop OpenCV in a plain ImageJ with
 * a heap of 1 GB.
 */
public final class NativeMemory {

    private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    private NativeMemory() {}

    /**
     * Lifts that limit, unless the user has set one. It takes effect only before the first class of JavaCPP is loaded:
     * whoever uses one calls this in a static initialiser.
     */
    public static void liftLimit() {
        if (System.getProperty(LIMIT) == null) {
            System.setProperty(LIMIT, "0");
        }
    }
}
