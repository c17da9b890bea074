package io.github.arc2faceij.device;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for the libraries that ONNX Runtime loads for CUDA, in the places where the system's loader looks. Their names are
 * those that the CUDA provider in the jar of onnxruntime_gpu 1.29.0 is linked against or holds as text; cuDNN's version is
 * that of <a href="https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html#requirements">its
 * requirements</a>.
 */
public final class CudaLibraries {

    /** What the CUDA provider needs, in words. */
    public static final String NEEDED = "CUDA 12.x, cuDNN 9.x and an NVIDIA driver for them";

    private static final List<String> LINUX = List.of(
            "libcuda.so.1",
            "libcudart.so.12",
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcurand.so.10",
            "libcufft.so.11",
            "libcudnn.so.9");
    private static final List<String> WINDOWS = List.of(
            "nvcuda.dll", "cudart64_12.dll", "cublas64_12.dll", "cublasLt64_12.dll", "cufft64_11.dll", "cudnn64_9.dll");
    private static final Path LINUX_LOADER_FOLDERS = Path.of("/etc/ld.so.conf.d");
    private static final List<String> LINUX_DEFAULTS =
            List.of("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib");

    private CudaLibraries() {}

    /** @return where each library lies, if it was found; empty on systems for which there is no CUDA */
    public static Map<String, Optional<Path>> find() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("linux")) {
            return find(LINUX, linuxFolders());
        }
        return system.startsWith("windows") ? find(WINDOWS, folders("PATH")) : Map.of();
    }

    static Map<String, Optional<Path>> find(List<String> names, List<Path> folders) {
        Map<String, Optional<Path>> found = new LinkedHashMap<>();
        for (String name : names) {
            found.put(
                    name,
                    folders.stream()
                            .map(folder -> folder.resolve(name))
                            .filter(Files::exists)
                            .findFirst());
        }
        return found;
    }

    private static List<Path> linuxFolders() {
        List<Path> folders = new ArrayList<>(folders("LD_LIBRARY_PATH"));
        folders.addAll(configured(LINUX_LOADER_FOLDERS));
        LINUX_DEFAULTS.forEach(folder -> folders.add(Path.of(folder)));
        return folders;
    }

    private static List<Path> folders(String variable) {
        List<Path> folders = new ArrayList<>();
        for (String folder :
                Optional.ofNullable(System.getenv(variable)).orElse("").split(File.pathSeparator)) {
            try {
                if (!folder.isBlank()) {
                    folders.add(Path.of(folder));
                }
            } catch (InvalidPathException e) {
                // the system's loader finds nothing there either
            }
        }
        return folders;
    }

    /** @return the folders that the files of ld.so.conf.d name, one a line (ldconfig(8)) */
    static List<Path> configured(Path configuration) {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> files = Files.list(configuration)) {
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("/"))
                        .forEach(line -> folders.add(Path.of(line)));
            }
        } catch (IOException e) {
            return folders; // systems without it have the default folders alone
        }
        return folders;
    }
}
