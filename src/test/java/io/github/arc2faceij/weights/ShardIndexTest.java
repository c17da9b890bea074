package io.github.arc2faceij.weights;

import static io.github.arc2faceij.weights.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardIndexTest {

    @TempDir
    Path folder;

    private Path index;
    private Path first;
    private Path second;

    @BeforeEach
    void write() throws IOException {
        index = folder.resolve("model.safetensors.index.json");
        first = folder.resolve("model-00001-of-00002.safetensors");
        second = folder.resolve("model-00002-of-00002.safetensors");
        Safetensors.write(first, Map.of("a", Tensor.of(new float[] {1, 2}, 2), "unlisted", Tensor.zeros(1)));
        Safetensors.write(second, Map.of("b", Tensor.of(new float[] {3}, 1)));
        map("\"a\": \"" + first.getFileName() + "\", \"b\": \"" + second.getFileName() + "\"");
    }

    @Test
    void isOneFileOfAllTensorsThatItLists() {
        WeightFile weights = WeightFile.open(index);
        assertEquals(Set.of("a", "b"), weights.names());
        assertArrayEquals(new float[] {1, 2}, weights.read("a").data());
        assertArrayEquals(new float[] {3}, weights.read("b").data());
        assertEquals(first, weights.get("a").file());
        assertEquals(second, weights.get("b").file());
        assertEquals(index, weights.path());
        assertEquals(List.of(index, first, second), weights.files());
        assertEquals(List.of(index, first, second), WeightFile.filesOf(index));
        assertEquals(List.of(first), WeightFile.filesOf(first));
    }

    @Test
    void aMissingOrDamagedShardIsNamed() throws IOException {
        Files.write(second, new byte[] {1, 2, 3});
        assertRefusedAt(second, "cannot be used");
        Files.delete(second);
        assertRefusedAt(second, "does not exist");
    }

    @Test
    void aShardThatLacksATensorIsNamed() throws IOException {
        map("\"a\": \"" + second.getFileName() + "\"");
        assertRefusedAt(second, "has no tensor \"a\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model.safetensors",
                "/etc/passwd",
                "sub/model.safetensors",
                "sub\\\\model.safetensors",
                "C:model.safetensors",
                "..",
                ".",
                "",
                "model.safetensors.index.json",
                "nul\\u0000.safetensors"
            })
    void aShardIsAFileBesideTheIndex(String name) throws IOException {
        map("\"a\": \"" + name + "\"");
        assertRefused(index, "it puts the tensor \"a\" into \"");
    }

    @Test
    void whatIsNoIndexIsRefused() throws IOException {
        map("\"a\": 3");
        assertRefused(index, "it puts the tensor \"a\" into 3, which is no file beside it");
        map("");
        assertRefused(index, "has no \"weight_map\"");
        Files.writeString(index, "{\"metadata\": {}}");
        assertRefused(index, "has no \"weight_map\"");
        Files.writeString(index, "{\"weight_map\": [1]}");
        assertRefused(index, "does not hold a JSON object");
        Files.writeString(index, "[".repeat(100_000));
        assertRefused(index, "does not hold a JSON object");
        Files.writeString(index, "version https://git-lfs.github.com/spec/v1\nsize 7\n");
        assertRefused(index, "is a pointer of Git LFS to a file of 7 bytes");
    }

    private void map(String entries) throws IOException {
        Files.writeString(index, "{\"metadata\": {\"total_size\": 12}, \"weight_map\": {" + entries + "}}");
    }

    private void assertRefusedAt(Path shard, String reason) {
        String message = assertThrows(Arc2FaceException.class, () -> WeightFile.open(index))
                .getMessage();
        assertTrue(message.contains(shard.toString()) && message.contains(reason), message);
    }
}
