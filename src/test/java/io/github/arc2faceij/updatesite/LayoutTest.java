package io.github.arc2faceij.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.device.library.Wheel;
import io.github.arc2faceij.device.library.Wheels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    @TempDir
    private Path folder;

    private final Map<String, Release> releases = new TreeMap<>();

    @BeforeEach
    void layOut() throws IOException {
        for (String name : List.of(
                "gson-2.10.1.jar",
                "scijava-common-2.100.1.jar",
                "opencv-4.9.0-1.5.10.jar",
                "opencv-4.9.0-1.5.10-linux-x86_64.jar",
                "opencv-4.9.0-1.5.10-linux-arm64.jar",
                "opencv-4.9.0-1.5.10-macosx-arm64.jar",
                "opencv-4.9.0-1.5.10-windows-x86_64.jar")) {
            Jars.write(jars().resolve(name), name);
        }
        Jars.write(
                jars().resolve("onnxruntime_gpu-1.29.0.jar"),
                Map.of(
                        "ai/onnxruntime/OrtEnvironment.class", "class",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime.so", "with CUDA",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_shared.so", "shared",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so", "CUDA",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_tensorrt.so", "TensorRT",
                        "ai/onnxruntime/native/win-x64/onnxruntime_providers_cuda.dll", "CUDA"));
        Jars.write(
                jars().resolve("onnxruntime-1.29.0.jar"),
                Map.of(
                        "ai/onnxruntime/OrtEnvironment.class", "class",
                        "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so", "ARM",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime.so", "x64",
                        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib", "Mac",
                        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib.dSYM/Contents/Info.plist", "debug"));
        Path plugin = Jars.write(folder.resolve("Arc2Face_-0.1.0.jar"), "plugin");
        Layout.of(plugin, About.NOTHING, jars(), folder.resolve("scratch"))
                .forEach(release -> releases.put(release.path(), release));
    }

    @Test
    void nativeCodeLiesInFoldersOfItsPlatformAndFijisJarsAreLeftOut() {
        assertEquals(
                List.of(
                        "jars/linux-arm64/onnxruntime-1.29.0.jar",
                        "jars/linux-arm64/opencv-4.9.0-1.5.10-linux-arm64.jar",
                        "jars/linux64/onnxruntime_gpu-1.29.0.jar",
                        "jars/linux64/opencv-4.9.0-1.5.10-linux-x86_64.jar",
                        "jars/macos-arm64/onnxruntime-1.29.0.jar",
                        "jars/macos-arm64/opencv-4.9.0-1.5.10-macosx-arm64.jar",
                        "jars/opencv-4.9.0-1.5.10.jar",
                        "jars/win64/onnxruntime_gpu-1.29.0.jar",
                        "jars/win64/opencv-4.9.0-1.5.10-windows-x86_64.jar",
                        "plugins/Arc2Face_.jar"),
                List.copyOf(releases.keySet()));
    }

    /** Native code is not among them: a dependency would be installed on every platform. */
    @Test
    void thePluginDependsOnWhatIsForAllPlatformsFijisJarsAmongThem() {
        assertEquals(
                List.of("jars/gson.jar", "jars/opencv.jar", "jars/scijava-common.jar"),
                releases.get("plugins/Arc2Face_.jar").about().dependencies());
    }

    @Test
    void eachPlatformGetsItsPartOfOnnxRuntime() throws IOException {
        assertEquals(
                List.of(
                        "ai/onnxruntime/OrtEnvironment.class",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_shared.so"),
                entries("jars/linux64/onnxruntime_gpu-1.29.0.jar"));
        assertEquals(
                List.of(
                        "ai/onnxruntime/OrtEnvironment.class",
                        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib"),
                entries("jars/macos-arm64/onnxruntime-1.29.0.jar"));
    }

    @Test
    void whatNvidiasCardsNeedIsAPartOfItsOwn() throws IOException {
        Map<String, Release> cuda = new TreeMap<>();
        Layout.cuda(jars(), folder.resolve("scratch")).forEach(release -> cuda.put(release.path(), release));
        assertEquals(
                List.of("jars/linux64/onnxruntime_gpu-cuda-1.29.0.jar", "jars/win64/onnxruntime_gpu-cuda-1.29.0.jar"),
                List.copyOf(cuda.keySet()));
        assertEquals(
                List.of("ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so"),
                entries(cuda.get("jars/linux64/onnxruntime_gpu-cuda-1.29.0.jar")));
        assertEquals(
                "jars/linux64/onnxruntime_gpu-cuda.jar",
                IndexEntry.key("jars/linux64/onnxruntime_gpu-cuda-1.29.0.jar"),
                "the updater takes it for another file than onnxruntime_gpu.jar");
    }

    @Test
    void wheelsLieInTheUpdatersFoldersOfTheirPlatform() {
        Map<Wheel, Path> wheels = new LinkedHashMap<>();
        Wheels.published().all().forEach(wheel -> wheels.put(wheel, folder.resolve(wheel.fileName())));
        List<Release> openVino = Layout.library(ProviderLibrary.OPENVINO, wheels);
        assertEquals(
                List.of(
                        "lib/linux64/arc2face/onnxruntime_ep_openvino-1.8.1-py3-none-manylinux_2_28_x86_64.whl",
                        "lib/win64/arc2face/onnxruntime_ep_openvino-1.8.1-py3-none-win_amd64.whl"),
                openVino.stream().map(Release::path).toList());
        assertEquals(5, Layout.library(ProviderLibrary.WEBGPU, wheels).size());
        for (Release release : openVino) {
            assertEquals(release.path(), IndexEntry.key(release.path()), "the updater finds no version in its name");
            assertTrue(Platform.ofPath(release.path()).isPresent(), release.path());
        }
    }

    private List<String> entries(String path) throws IOException {
        return entries(releases.get(path));
    }

    private static List<String> entries(Release release) throws IOException {
        try (JarFile jar = new JarFile(release.file().toFile())) {
            return jar.stream().map(ZipEntry::getName).sorted().toList();
        }
    }

    private Path jars() {
        return folder.resolve("jars");
    }
}
