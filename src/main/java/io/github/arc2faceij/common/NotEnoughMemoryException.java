package io.github.arc2faceij.common;

/** Memory ran out, of the Java heap, of the computer or of its GPU. Whoever asks for less at a time may succeed. */
public class NotEnoughMemoryException extends Arc2FaceException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message a sentence for the user: what happened, with the values, and what to do
     */
    public NotEnoughMemoryException(String message) {
        super(message);
    }

    /**
     * @param message a sentence for the user: what happened, with the values, and what to do
     * @param cause what was caught, for the log
     */
    public NotEnoughMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
