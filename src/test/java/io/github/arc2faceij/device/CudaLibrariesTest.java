package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLibrariesTest {

    @TempDir
    Path folder;

    @Test
    void librariesAreFoundInTheFirstFolderThatHasThem() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createFile(second.resolve("libcudart.so.12"));
        Files.createFile(second.resolve("libcudnn.so.9"));
        Files.createFile(first.resolve("libcudnn.so.9"));
        Files.createFile(first.resolve("libcublas.so.11"));
        assertEquals(
                Map.of(
                        "libcudart.so.12", Optional.of(second.resolve("libcudart.so.12")),
                        "libcudnn.so.9", Optional.of(first.resolve("libcudnn.so.9")),
                        "libcublas.so.12", Optional.empty()),
                CudaLibraries.find(
                        List.of("libcudart.so.12", "libcudnn.so.9", "libcublas.so.12"), List.of(first, second)));
    }

    @Test
    void theLoadersFoldersAreThoseOfItsConfiguration() throws IOException {
        Files.writeString(folder.resolve("b.conf"), "/opt/b\n");
        Files.writeString(folder.resolve("a.conf"), "# CUDA\n/opt/a/lib \n\n");
        assertEquals(List.of(Path.of("/opt/a/lib"), Path.of("/opt/b")), CudaLibraries.configured(folder));
        assertEquals(List.of(), CudaLibraries.configured(folder.resolve("absent")));
    }
}
