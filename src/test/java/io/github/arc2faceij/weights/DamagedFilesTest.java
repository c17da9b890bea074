package io.github.arc2faceij.weights;

import static io.github.arc2faceij.weights.TestFiles.floats;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file, it opens with every tensor inside it, or is refused with a sentence, at little cost. */
class DamagedFilesTest {

    private static final int TRIES = 2000;
    private static final long MOST_MEMORY = 1 << 20;
    private static final byte[] MEANINGFUL = {0, 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff, '"', '{', '[', '-', '9', '.'
    };

    @TempDir
    Path folder;

    private final Random random = new Random(20260101);
    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Path file;
    private int opened;
    private int refused;

    @BeforeEach
    void name() {
        file = folder.resolve("weights");
    }

    @Test
    void safetensors() throws IOException {
        Safetensors.write(file, Map.of("conv_in.weight", Tensor.zeros(2, 3), "conv_in.bias", Tensor.zeros(2)));
        damage(Files.readAllBytes(file));
    }

    @Test
    void torchZip() throws IOException {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        pickle.text("conv_in.weight").tensor("FloatStorage", "0", 6, 0, List.of(2L, 3L), List.of(3L, 1L));
        pickle.text("conv_in.bias").tensor("FloatStorage", "1", 2, 0, List.of(2L), List.of(1L));
        TorchZipWriter.write(file, pickle.op('u').bytes(), floats(1, 2, 3, 4, 5, 6), floats(7, 8));
        damage(Files.readAllBytes(file));
    }

    private void damage(byte[] valid) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            byte[] flipped = valid.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                flipped[random.nextInt(valid.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertOpensOrIsRefused(flipped);
            byte[] replaced = valid.clone();
            replaced[random.nextInt(valid.length)] = MEANINGFUL[random.nextInt(MEANINGFUL.length)];
            assertOpensOrIsRefused(replaced);
        }
        for (int length = 0; length < valid.length; length++) {
            assertOpensOrIsRefused(Arrays.copyOf(valid, length));
        }
        assertTrue(opened > 100 && refused > 1000, "the damage is one-sided: " + opened + ", " + refused);
    }

    private void assertOpensOrIsRefused(byte[] content) throws IOException {
        Files.write(file, content);
        long before = memory.getCurrentThreadAllocatedBytes();
        try {
            WeightFile weights = WeightFile.open(file);
            opened++;
            for (String name : weights.names()) {
                TensorLocation tensor = weights.get(name);
                assertTrue(tensor.offset() >= 0 && tensor.offset() + tensor.length() <= content.length, name);
                weights.read(name);
            }
        } catch (Arc2FaceException e) {
            refused++;
            assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        }
        long allocated = memory.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_MEMORY, allocated + " bytes for a file of " + content.length);
    }
}
