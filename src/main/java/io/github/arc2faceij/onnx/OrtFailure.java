package io.github.arc2faceij.onnx;

import ai.onnxruntime.OrtException;
import io.github.arc2faceij.common.Arc2FaceException;
import java.util.Locale;
import java.util.stream.Stream;

/** What ONNX Runtime reports, as a sentence for the user. */
final class OrtFailure {

    private static final int LONGEST_REASON = 300;

    private OrtFailure() {}

    /**
     * @param what has failed, as the start of a sentence: {@code "The UNet could not be run on CPU"}
     * @param e what ONNX Runtime or the Java heap reported
     * @return the sentence, with advice when memory ran out
     */
    static Arc2FaceException exception(String what, Throwable e) {
        String advice = outOfMemory(e)
                ? " There is not enough memory: make smaller or fewer pictures at a time, or close other programs."
                : "";
        return new Arc2FaceException(what + ": " + reason(e) + advice, e);
    }

    /** @return the first line of the message, without ONNX Runtime's source positions, ended by a full stop */
    static String reason(Throwable e) {
        String message = String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^(?:\\S+\\.(?:cc|h|cu):\\d+ .*?\\) )", "")
                .strip();
        String shortened = message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) + "..." : message;
        return shortened.endsWith(".") ? shortened : shortened + ".";
    }

    private static boolean outOfMemory(Throwable e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof OutOfMemoryError
                || e instanceof OrtException
                        && Stream.of("allocate memory", "bad_alloc", "bad allocation", "out of memory", "alloc failed")
                                .anyMatch(message::contains);
    }
}
