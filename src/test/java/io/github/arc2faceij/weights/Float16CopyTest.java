package io.github.arc2faceij.weights;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Float16CopyTest {

    private static final Tensor A = Tensor.of(new float[] {1, -0.1f, 1e-7f, 65504}, 2, 2);
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path folder;

    private Path file;
    private Float16Copy copy;

    @BeforeEach
    void write() {
        file = folder.resolve("weights.safetensors");
        Safetensors.write(file, Map.of("a", A));
        copy = new Float16Copy(file);
    }

    @Test
    void numbersAreRoundedOnce() {
        WeightFile halves = copy.open();
        assertEquals(DataType.F16, halves.get("a").type());
        assertEquals(copy.path(), halves.path());
        Tensor expected = Tensor.of(new float[] {1, -0.0999755859375f, 0x1p-23f, 65504}, 2, 2);
        assertClose(expected, halves.read("a"), 0, "a");
    }

    @Test
    void aCopyIsUsedAgain() throws IOException {
        copy.open();
        Files.setLastModifiedTime(copy.path(), LONG_AGO);
        copy.open();
        assertEquals(LONG_AGO, Files.getLastModifiedTime(copy.path()));
        assertEquals(Set.of("weights.safetensors", "weights.safetensors.float16-copy.safetensors"), names());
    }

    @Test
    void anotherSourceMakesAnotherCopy() throws IOException {
        copy.open();
        Tensor other = Tensor.of(new float[] {4, 3, 2, 1}, 2, 2);
        Safetensors.write(file, Map.of("a", other));
        Files.setLastModifiedTime(file, LONG_AGO); // of the same size
        assertClose(other, copy.open().read("a"), 0, "a");
    }

    /** A byte of the numbers, one of the header, the last one missing. */
    @ParameterizedTest
    @ValueSource(ints = {-3, 10, 0})
    void aDamagedCopyIsMadeAgain(int place) throws IOException {
        Tensor whole = copy.open().read("a");
        byte[] bytes = Files.readAllBytes(copy.path());
        byte[] damaged = Arrays.copyOf(bytes, place == 0 ? bytes.length - 1 : bytes.length);
        damaged[Math.floorMod(place, damaged.length)] ^= 1;
        Files.write(copy.path(), damaged);
        assertClose(whole, copy.open().read("a"), 0, "a");
        assertArrayEquals(bytes, Files.readAllBytes(copy.path()));
    }

    @Test
    void torchFilesAreCopiedWithoutTheirIndices() {
        Path encoder = RecipeWeights.writeNetwork("tiny", "encoder", folder, DataType.F32)
                .resolve("pytorch_model.bin");
        WeightFile source = WeightFile.open(encoder);
        WeightFile halves = new Float16Copy(encoder).open();
        assertNotEquals(source.path(), halves.path());
        for (String name : halves.names()) {
            assertEquals(source.get(name).shape(), halves.get(name).shape());
            assertClose(source.read(name), halves.read(name), 1e-3, name);
        }
    }

    @Test
    void weightsInHalfPrecisionNeedNoCopy() {
        Path vae = RecipeWeights.writeNetwork("tiny", "vae", folder, DataType.F16)
                .resolve("diffusion_pytorch_model.safetensors");
        Float16Copy none = new Float16Copy(vae);
        assertEquals(vae, none.open().path());
        assertFalse(Files.exists(none.path()));
    }

    @Test
    void withoutRoomNothingIsWritten() throws IOException {
        Float16Copy full = new Float16Copy(file, anywhere -> 7);
        String message = assertThrows(Arc2FaceException.class, full::open).getMessage();
        assertTrue(message.contains("takes 8 bytes, but only 7 bytes are free."), message);
        assertEquals(Set.of("weights.safetensors"), names());
    }

    @Test
    void numbersThatAreTooLargeAreNamedAndNothingStays() throws IOException {
        Safetensors.write(file, Map.of("a", Tensor.of(new float[] {1, 70000}, 2)));
        String message = assertThrows(Arc2FaceException.class, copy::open).getMessage();
        assertTrue(message.contains("\"a\"") && message.contains("70000.0"), message);
        assertEquals(Set.of("weights.safetensors"), names());
    }

    @Test
    void numbersThatAreNotFiniteAreDamage() throws IOException {
        Safetensors.write(file, Map.of("a", Tensor.of(new float[] {1, Float.NaN}, 2)));
        String message = assertThrows(Arc2FaceException.class, copy::open).getMessage();
        assertTrue(message.contains("is damaged: its tensor \"a\" holds NaN"), message);
        assertEquals(Set.of("weights.safetensors"), names());
    }

    @Test
    void shardsHaveOneCopyThatIsMadeAgainWhenOneOfThemChanges() throws IOException {
        Safetensors.write(file, Map.of("a", Tensor.of(new float[] {1, 2}, 2), "b", Tensor.of(new float[] {3}, 1)));
        WeightForms.shard(file, "w-%d.safetensors", "w.safetensors.index.json");
        Float16Copy shards = new Float16Copy(folder.resolve("w.safetensors.index.json"));
        WeightFile halves = shards.open();
        assertEquals(Set.of("a", "b"), halves.names());
        assertEquals(3, halves.read("b").data()[0]);
        for (int i = 1; i <= 2; i++) {
            Path shard = folder.resolve("w-" + i + ".safetensors");
            Files.setLastModifiedTime(shard, LONG_AGO);
            String name = WeightFile.open(shard).names().iterator().next();
            WeightForms.spoil(shard, name, 7 + i);
            Files.setLastModifiedTime(shard, LONG_AGO);
            float[] changed = shards.open().read(name).data();
            assertEquals(7 + i, changed[changed.length - 1]);
        }
    }

    @Test
    void copiesAndWhatAnInterruptionLeftAreDeleted() throws IOException {
        copy.open();
        Files.createFile(folder.resolve(copy.path().getFileName() + "123.part"));
        Files.createFile(folder.resolve("other.part"));
        copy.delete();
        assertEquals(Set.of("weights.safetensors", "other.part"), names());
        copy.delete();
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Set.copyOf(files.map(path -> path.getFileName().toString()).toList());
        }
    }
}
