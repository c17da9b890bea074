package io.github.arc2faceij.common;

/**
 * Something that the user can understand and act on. The message is one sentence (or two) for the user: what happened,
 * with the values, and what to do. Dialogs, macros and logs show the message as it is and never a stack trace.
 */
public class Arc2FaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message a sentence for the user: what happened, with the values, and what to do
     */
    public Arc2FaceException(String message) {
        super(message);
    }

    /**
     * @param message a sentence for the user: what happened, with the values, and what to do
     * @param cause what was caught, for the log
     */
    public Arc2FaceException(String message, Throwable cause) {
        super(message, cause);
    }
}
