package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import java.util.List;

/**
 * Looks for numbers that are not finite in weights. It reads every byte, so it is for the moment in which a network has
 * given such numbers and somebody has to be told why.
 */
public final class FiniteCheck {

    private static final int CHUNK = 1 << 20;

    private FiniteCheck() {}

    /**
     * @param files weights
     * @param progress told what is looked at, and asked whether to stop
     * @throws Arc2FaceException when a number is NaN or infinite, with its file and tensor
     */
    public static void run(List<WeightFile> files, Progress progress) {
        for (WeightFile file : files) {
            progress.report("Looking for damaged weights in " + file.path().getFileName(), 0);
            for (String name : file.names()) {
                check(file.get(name), progress);
            }
        }
    }

    private static void check(TensorLocation tensor, Progress progress) {
        int width = tensor.type().bytes();
        float[] values = new float[(int) Math.min(CHUNK, tensor.count())];
        try (FileBytes bytes = FileBytes.open(tensor.file())) {
            for (long at = 0; at < tensor.count(); at += CHUNK) {
                progress.checkCancelled();
                int count = (int) Math.min(CHUNK, tensor.count() - at);
                tensor.type().decode(bytes.read(tensor.offset() + at * width, count * width), values, 0);
                for (int i = 0; i < count; i++) {
                    check(tensor, values[i]);
                }
            }
        }
    }

    /**
     * @param tensor where the number stands
     * @param value the number
     * @throws Arc2FaceException when it is NaN or infinite, with the tensor's file and name
     */
    public static void check(TensorLocation tensor, float value) {
        if (!Float.isFinite(value)) {
            throw new Arc2FaceException(
                    "The weight file \"" + tensor.file() + "\" is damaged: its tensor \"" + tensor.name() + "\" holds "
                            + (Float.isNaN(value) ? "NaN (not a number)" : "an infinite number")
                            + ". Get the file again.");
        }
    }
}
