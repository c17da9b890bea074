package io.github.arc2faceij.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCheckTest {

    @TempDir
    Path folder;

    @Test
    void theProcessorWorks() {
        assertEquals(Optional.empty(), DeviceCheck.problem(Device.CPU));
    }

    @Test
    void withoutCudaTheReasonIsOneSentence() {
        boolean complete = CudaLibraries.find().values().stream().allMatch(Optional::isPresent)
                && !CudaLibraries.find().isEmpty();
        assumeTrue(!complete, "needs a computer without CUDA");
        String reason = DeviceCheck.problem(Device.CUDA).orElseThrow();
        assertTrue(reason.matches("[^\\n]{10,310}[^.]\\."), reason);
    }

    @Test
    void whereThereIsNoCoreMlTheReasonIsOneSentence() {
        assumeTrue(!System.getProperty("os.name").startsWith("Mac"), "needs a computer that is no Mac");
        String reason = DeviceCheck.problem(Device.COREML).orElseThrow();
        assertTrue(reason.matches("[^\\n]{10,310}[^.]\\."), reason);
    }

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
