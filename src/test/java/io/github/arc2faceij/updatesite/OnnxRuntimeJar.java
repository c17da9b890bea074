package io.github.arc2faceij.updatesite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * ONNX Runtime's jar as published has the libraries of all systems: 640 MB with CUDA, of which a Linux machine can use
 * 410 and a Windows machine 230. Nearly all of that is one library for CUDA, which becomes a jar of its own: ONNX Runtime
 * looks for it on the class path, in whatever jar it is. TensorRT's, which needs more than that, is left out.
 */
final class OnnxRuntimeJar {

    private static final String LIBRARIES = "ai/onnxruntime/native/";
    private static final String PROVIDERS = "onnxruntime_providers_";

    private OnnxRuntimeJar() {}

    /**
     * Writes a jar with the classes and the libraries of one platform, without those for NVIDIA's cards and those for
     * debugging on a Mac.
     */
    static void writeFor(Platform platform, Path published, Path target) throws IOException {
        write(published, target, name -> isFor(platform, name) && !isForNvidia(name));
    }

    /** Writes a jar with the library for CUDA of one platform. */
    static void writeCuda(Platform platform, Path published, Path target) throws IOException {
        write(
                published,
                target,
                name -> name.startsWith(platform.onnxRuntimeFolder()) && name.contains(PROVIDERS + "cuda"));
    }

    private static void write(Path published, Path target, Predicate<String> wanted) throws IOException {
        Files.createDirectories(target.getParent());
        try (JarFile jar = new JarFile(published.toFile());
                OutputStream out = Files.newOutputStream(target);
                JarOutputStream part = new JarOutputStream(out)) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    copy(jar, entry, part);
                }
            }
        }
    }

    private static boolean isFor(Platform platform, String name) {
        return !name.startsWith(LIBRARIES) || name.startsWith(platform.onnxRuntimeFolder()) && !name.contains(".dSYM/");
    }

    private static boolean isForNvidia(String name) {
        return name.contains(PROVIDERS + "cuda") || name.contains(PROVIDERS + "tensorrt");
    }

    private static void copy(JarFile jar, JarEntry entry, JarOutputStream part) throws IOException {
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        part.putNextEntry(copy);
        try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(part);
        }
        part.closeEntry();
    }
}
