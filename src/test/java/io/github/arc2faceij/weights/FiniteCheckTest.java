package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiniteCheckTest {

    @TempDir
    Path folder;

    @Test
    void findsTheOneNumberOfALongTensor() {
        float[] numbers = new float[(1 << 20) + 3];
        numbers[numbers.length - 1] = Float.NEGATIVE_INFINITY;
        Path good = write("good", Tensor.zeros(5));
        Path bad = write("bad", Tensor.of(numbers, numbers.length));
        FiniteCheck.run(List.of(WeightFile.open(good)), Progress.NONE);
        String message = assertThrows(
                        Arc2FaceException.class,
                        () -> FiniteCheck.run(List.of(WeightFile.open(good), WeightFile.open(bad)), Progress.NONE))
                .getMessage();
        assertEquals(
                "The weight file \"" + bad + "\" is damaged: its tensor \"bad\" holds an infinite number. Get the file"
                        + " again.",
                message);
    }

    @Test
    void canBeStopped() {
        WeightFile file = WeightFile.open(write("good", Tensor.zeros(5)));
        Progress stops = new Progress() {
            @Override
            public void report(String task, double fraction) {}

            @Override
            public void checkCancelled() {
                throw new CancellationException();
            }
        };
        assertThrows(CancellationException.class, () -> FiniteCheck.run(List.of(file), stops));
    }

    private Path write(String name, Tensor tensor) {
        Path file = folder.resolve(name + ".safetensors");
        Safetensors.write(file, Map.of(name, tensor));
        return file;
    }
}
