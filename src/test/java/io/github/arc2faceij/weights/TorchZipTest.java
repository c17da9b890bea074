package io.github.arc2faceij.weights;

import static io.github.arc2faceij.weights.TestFiles.assertRefused;
import static io.github.arc2faceij.weights.TestFiles.floats;
import static io.github.arc2faceij.weights.TestFiles.storedZip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchZipTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("pytorch_model.bin");
    }

    @Test
    void readsTheBundledEncoder() throws URISyntaxException {
        WeightFile encoder = WeightFile.open(TestFiles.bundled("encoder/pytorch_model.bin"));
        TensorLocation embedding = encoder.get("text_model.embeddings.token_embedding.weight");
        assertEquals(36, encoder.names().size());
        assertEquals(List.of(659L, 512L), embedding.shape());
        assertEquals(DataType.F16, embedding.type());
        assertEquals(4672, embedding.offset());
        Tensor values = encoder.read(embedding.name());
        assertArrayEquals(new int[] {659, 512}, values.shape());
        assertArrayEquals(Goldens.firstWeights("encoder"), Arrays.copyOf(values.data(), 4));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16"})
    void readsWhatTheRecipeWrites(DataType type) {
        Path encoder = RecipeWeights.writeNetwork("tiny", "encoder", folder, type);
        WeightFile weights = WeightFile.open(encoder.resolve("pytorch_model.bin"));
        assertEquals(Goldens.json("tiny/encoder/tensors.json").keySet(), weights.names());
        for (String name : weights.names()) {
            assertEquals(type, weights.get(name).type());
            assertEquals(0, weights.get(name).offset() % 64, "torch aligns every tensor");
        }
        String name = "text_model.encoder.layers.1.mlp.fc2.weight";
        float[] expected = RecipeWeights.weights(name, 0, 576, 640).data();
        assertArrayEquals(expected, weights.read(name).data(), type == DataType.F32 ? 0 : 1e-4f);
    }

    @Test
    void findsViewsOfOneStorage() throws IOException {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        pickle.text("first").tensor("FloatStorage", "0", 6, 0, List.of(2L), List.of(1L));
        pickle.text("rest").tensor("FloatStorage", "0", 6, 2, List.of(2L, 1L, 2L), List.of(2L, 99L, 1L));
        pickle.text("number").tensor("FloatStorage", "0", 6, 5, List.of(), List.of());
        pickle.text("none").tensor("FloatStorage", "0", 6, 6, List.of(3L, 0L), List.of(7L, 7L));
        TorchZipWriter.write(file, pickle.op('u').bytes(), floats(1, 2, 3, 4, 5, 6));
        WeightFile weights = WeightFile.open(file);
        assertArrayEquals(new float[] {1, 2}, weights.read("first").data());
        assertArrayEquals(new float[] {3, 4, 5, 6}, weights.read("rest").data());
        assertArrayEquals(new int[] {2, 1, 2}, weights.read("rest").shape());
        assertArrayEquals(new float[] {6}, weights.read("number").data());
        assertEquals(0, weights.read("none").size());
    }

    @Test
    void joinsTheNamesOfNestedDictsAndLeavesOutWhatIsNoTensor() throws IOException {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        pickle.text("epoch").integer(3);
        pickle.text("best").op('N');
        pickle.text("net").op('}').op('(').text("w");
        pickle.tensor("FloatStorage", "0", 1, 0, List.of(1L), List.of(1L)).op('u');
        TorchZipWriter.write(file, pickle.op('u').bytes(), floats(7));
        WeightFile weights = WeightFile.open(file);
        assertEquals(Set.of("net.w"), weights.names());
        assertArrayEquals(new float[] {7}, weights.read("net.w").data());
    }

    @Test
    void refusesWhatDoesNotLieRowByRow() throws IOException {
        writeView(6, 0, List.of(2L, 3L), List.of(1L, 2L));
        assertRefused(file, "tensor \"w\" of shape [2, 3] lies in the file with the strides [1, 2]");
        writeView(6, 0, List.of(2L, 3L), List.of(1L));
        assertRefused(file, "strides [1]");
    }

    @Test
    void refusesViewsBeyondTheStorage() throws IOException {
        writeView(6, 1, List.of(2L, 3L), List.of(3L, 1L));
        assertRefused(file, "tensor \"w\" of shape [2, 3] at number 1 is not within its storage of 6 numbers");
        writeView(6, -1, List.of(2L, 3L), List.of(3L, 1L));
        assertRefused(file, "at number -1");
        writeView(6, Long.MAX_VALUE, List.of(1L), List.of(1L));
        assertRefused(file, "at number " + Long.MAX_VALUE);
        writeView(6, 0, List.of(100L), List.of(1L));
        assertRefused(file, "of shape [100]");
        writeView(6, 0, List.of(-1L), List.of(1L));
        assertRefused(file, "impossible shape [-1]");
        writeView(6, 0, List.of(1L << 62, 4L), List.of(4L, 1L));
        assertRefused(file, "impossible shape");
    }

    @Test
    void refusesStoragesOfAnotherLength() throws IOException {
        writeView(7, 0, List.of(6L), List.of(1L));
        assertRefused(file, "has 24 bytes instead of 7 numbers");
        writeView(Long.MAX_VALUE, 0, List.of(6L), List.of(1L));
        assertRefused(file, "instead of " + Long.MAX_VALUE + " numbers");
    }

    @Test
    void refusesMissingStorages() throws IOException {
        TorchZipWriter.write(file, pickleOfView(6, 0, List.of(6L), List.of(1L)));
        assertRefused(file, "\"archive/data/0\" is missing");
    }

    @Test
    void refusesTheSameNameTwice() throws IOException {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        pickle.text("a.w").tensor("FloatStorage", "0", 1, 0, List.of(1L), List.of(1L));
        pickle.text("a").op('}').op('(').text("w");
        pickle.tensor("FloatStorage", "0", 1, 0, List.of(1L), List.of(1L)).op('u');
        TorchZipWriter.write(file, pickle.op('u').bytes(), floats(7));
        assertRefused(file, "tensor \"a.w\" twice");
    }

    @Test
    void refusesDictsThatNeverEnd() throws IOException {
        byte[] itself = new StateDictPickle()
                .op('}')
                .op('q')
                .op(0)
                .text("me")
                .op('h')
                .op(0)
                .op('s')
                .bytes();
        TorchZipWriter.write(file, itself);
        assertRefused(file, "nested too deep");

        StateDictPickle deep = new StateDictPickle();
        for (int i = 0; i < 100_000; i++) {
            deep.op('}').text("d");
        }
        deep.op('}');
        for (int i = 0; i < 100_000; i++) {
            deep.op('s');
        }
        TorchZipWriter.write(file, deep.bytes());
        assertRefused(file, "nested too deep");
    }

    @Test
    void refusesADictUsedTwice() throws IOException {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        pickle.text("one").op('}').op('q').op(0);
        pickle.text("two").op('h').op(0);
        TorchZipWriter.write(file, pickle.op('u').bytes());
        assertRefused(file, "dict \"two\" is nested too deep or used twice");
    }

    @Test
    void refusesAPickleOfManyMegabytes() throws IOException {
        TorchZipWriter.write(file, new byte[5 << 20]);
        assertRefused(file, "data.pkl of 5242880 bytes is too long");
    }

    @Test
    void refusesAnotherZip() throws IOException {
        Files.write(file, storedZip("readme.txt", "hello"));
        assertRefused(file, "0 entries named data.pkl");
    }

    @Test
    void refusesBigEndianNumbers() throws IOException {
        Files.write(file, storedZip("archive/data.pkl", "}.", "archive/byteorder", "big"));
        assertRefused(file, "byte order is \"big\"");
    }

    private void writeView(long count, long offset, List<Long> shape, List<Long> strides) throws IOException {
        TorchZipWriter.write(file, pickleOfView(count, offset, shape, strides), floats(1, 2, 3, 4, 5, 6));
    }

    private static byte[] pickleOfView(long count, long offset, List<Long> shape, List<Long> strides) {
        return new StateDictPickle()
                .op('}')
                .text("w")
                .tensor("FloatStorage", "0", count, offset, shape, strides)
                .op('s')
                .bytes();
    }
}
