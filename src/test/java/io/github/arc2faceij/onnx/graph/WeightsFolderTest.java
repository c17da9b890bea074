package io.github.arc2faceij.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFolderTest {

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void real() throws IOException {
        folder = temp.toRealPath();
    }

    @Test
    void ofOneFileItIsTheFilesOwn() throws IOException {
        assertEquals(folder.resolve("a"), WeightsFolder.of(List.of(file("a/weights"))));
    }

    @Test
    void ofSeveralFilesItIsTheDeepestThatTheyHaveInCommon() throws IOException {
        List<Path> files = List.of(file("a/b/one"), file("a/b/two"), file("a/c/three"));
        assertEquals(folder.resolve("a"), WeightsFolder.of(files));
    }

    @Test
    void whatCannotBeSpelledIsLeftOut() throws IOException {
        assertEquals(folder.resolve("\u00e4"), WeightsFolder.of(List.of(file("\u00e4/\uD83D\uDE42/\u6f22/weights"))));
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path blob = file("blobs/0123");
        Path link = Files.createDirectories(folder.resolve("snapshots")).resolve("weights");
        try {
            Files.createSymbolicLink(link, Path.of("../blobs/0123"));
        } catch (IOException | UnsupportedOperationException e) {
            abort("this user may make no links here: " + e);
        }
        assertEquals(blob.getParent(), WeightsFolder.of(List.of(link)));
    }

    @Test
    void aFileThatIsGoneIsNamed() {
        Path gone = folder.resolve("gone");
        String message = assertThrows(Arc2FaceException.class, () -> WeightsFolder.of(List.of(gone)))
                .getMessage();
        assertTrue(message.contains("\"" + gone + "\" cannot be read"), message);
    }

    private Path file(String name) throws IOException {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.createFile(file);
        } catch (InvalidPathException e) {
            return abort("Java was started in a language that cannot spell the name: " + e);
        }
    }
}
