package io.github.arc2faceij.weights;

import static io.github.arc2faceij.weights.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {

    @TempDir
    Path folder;

    @Test
    void saysThatAFileIsMissing() {
        assertRefused(folder.resolve("weights.safetensors"), "does not exist");
    }

    @Test
    void saysThatAFileIsAFolder() {
        assertRefused(folder, "is a folder");
    }

    @Test
    void saysWhichTensorIsMissing() {
        Path file = folder.resolve("w\u00e9ights with blanks");
        Safetensors.write(file, Map.of("a", Tensor.zeros(1)));
        WeightFile weights = WeightFile.open(file);
        assertEquals(file, weights.path());
        assertTrue(weights.has("a"));
        assertFalse(weights.has("conv_in.weight"));
        for (var access :
                List.<Runnable>of(() -> weights.get("conv_in.weight"), () -> weights.read("conv_in.weight"))) {
            String message = assertThrows(Arc2FaceException.class, access::run).getMessage();
            assertTrue(message.contains(file + "\" has no tensor \"conv_in.weight\""), message);
        }
    }

    @Test
    void convertsToFloat() throws IOException {
        Path file = folder.resolve("mixed.safetensors");
        TensorLocation half = new TensorLocation("half", file, 0, 4, DataType.F16, List.of(1L, 2L));
        TensorLocation integer = new TensorLocation("integer", file, 4, 8, DataType.I64, List.of());
        ByteBuffer header = SafetensorsHeader.format(List.of(half, integer));
        ByteBuffer bytes = ByteBuffer.allocate(header.limit() + 12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(header).putShort((short) 0x3c00).putShort((short) 0xc000).putLong(-77);
        Files.write(file, bytes.array());
        WeightFile weights = WeightFile.open(file);
        assertArrayEquals(new float[] {1, -2}, weights.read("half").data());
        assertArrayEquals(new int[] {1, 2}, weights.read("half").shape());
        assertArrayEquals(new float[] {-77}, weights.read("integer").data());
        assertArrayEquals(new int[0], weights.read("integer").shape());
    }

    @Test
    void saysThatATensorIsTooLarge() throws IOException {
        Path file = folder.resolve("large.safetensors");
        List<Long> shape = List.of(1L << 31, 0L);
        TensorLocation large = new TensorLocation("large", file, 0, 0, DataType.U8, shape);
        Files.write(file, SafetensorsHeader.format(List.of(large)).array());
        WeightFile weights = WeightFile.open(file);
        String message = assertThrows(Arc2FaceException.class, () -> weights.read("large"))
                .getMessage();
        assertTrue(message.contains("[2147483648, 0] is too large"), message);
    }

    @Test
    void saysThatTheFileWasCutAfterItWasOpened() throws IOException {
        Path file = folder.resolve("cut.safetensors");
        Safetensors.write(file, Map.of("a", Tensor.zeros(1000)));
        WeightFile weights = WeightFile.open(file);
        Files.write(file, new byte[100]);
        String message =
                assertThrows(Arc2FaceException.class, () -> weights.read("a")).getMessage();
        assertTrue(message.contains("are not in its 100 bytes"), message);
    }
}
