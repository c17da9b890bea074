package io.github.arc2faceij.device;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.LibraryJars;
import io.github.arc2faceij.common.NotEnoughMemoryException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ONNX Runtime reports, as a sentence for the user. */
public final class OrtFailure {

    private static final int LONGEST_REASON = 300;

    /** In what the C++ runtime, ONNX Runtime's arenas, CUDA, cuBLAS and cuDNN say, in lower case. */
    private static final List<String> NO_MEMORY = List.of(
            "allocate memory",
            "bad_alloc",
            "bad allocation",
            "out of memory",
            "alloc failed",
            "alloc_failed",
            "allocation_failed",
            "smaller than requested bytes");

    /** What ONNX Runtime puts before the reason: its code, the node, the place in its sources. */
    private static final Pattern PREFIX =
            Pattern.compile("^(\\[ONNXRuntimeError] : \\d+ : \\w+ : |Error code - \\w+ - message: |.*Status Message: )+"
                    + "|^Error creating execution provider: "
                    + "|^\\S+\\.cc:\\d+ .* was false\\. "
                    + "|^\\S+\\.(cc|h|hpp|cu|cuh):\\d+ ([A-Z]\\w* (?=[A-Z])|.*?\\) )");

    /** A line of OpenVINO's before the reason. */
    private static final Pattern PLACE = Pattern.compile("Exception from \\S+:\\d+:\\s*");

    /** What to do, by what WebGPU says. */
    private static final Map<String, String> ADVICE = Map.of(
            "WebGPU adapter",
            " Install the latest driver of the graphics card, or choose another device in Edit > Options >"
                    + " Arc2Face.",
            "requires f16",
            " The graphics card has no float16: choose float32 as the precision in Edit > Options > Arc2Face.");

    private OrtFailure() {}

    /**
     * @param what has failed, as the start of a sentence: {@code "The UNet could not be run on CPU"}
     * @param e what ONNX Runtime or the Java heap reported
     * @return the sentence, a {@link NotEnoughMemoryException} when memory ran out
     */
    public static Arc2FaceException exception(String what, Throwable e) {
        if (outOfMemory(e)) {
            return new NotEnoughMemoryException(what + " because there is not enough memory.", e);
        }
        return new Arc2FaceException((what + ": " + reason(e) + " " + LibraryJars.explain("")).strip(), e);
    }

    /**
     * @param e what was thrown
     * @return the first line of the message, without what only a programmer needs, ended by a full stop, and what to do where
     *     that is known
     */
    public static String reason(Throwable e) {
        String message = PLACE.matcher(String.valueOf(e.getMessage()))
                .replaceAll("")
                .lines()
                .findFirst()
                .orElse("");
        for (Matcher prefix = PREFIX.matcher(message); prefix.find(); prefix = PREFIX.matcher(message)) {
            message = message.substring(prefix.end());
        }
        String shortened = message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) + "..." : message;
        String stripped = shortened.strip();
        String advice = ADVICE.entrySet().stream()
                .filter(entry -> stripped.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        return (stripped.endsWith(".") ? stripped : stripped + ".") + advice;
    }

    private static boolean outOfMemory(Throwable e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof OutOfMemoryError || NO_MEMORY.stream().anyMatch(message::contains);
    }
}
