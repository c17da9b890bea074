package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of jars as other plugins leave them. */
class LibraryJarsTest {

    @TempDir
    private Path folder;

    @Test
    void ofThisProjectEachIsThereOnce() {
        List<LibraryJars> libraries = LibraryJars.of(getClass().getClassLoader());
        assertEquals(List.of(), LibraryJars.problems(libraries));
        assertEquals("nothing", LibraryJars.explain("nothing"));
        assertTrue(libraries.stream()
                .anyMatch(library -> library.library().equals("OpenCV's native code")
                        && library.text().matches(".*opencv-[^/\\\\]+\\.jar")));
    }

    @Test
    void aSecondOnnxRuntimeIsNamedWithWhatToDo() throws IOException {
        Path older = folder.resolve("onnxruntime-1.19.2.jar");
        Path ours = folder.resolve("onnxruntime_gpu-1.29.0.jar");
        String problem = onlyProblem(all("1.5.10", "1.5.10"), Map.of("ONNX Runtime", List.of(older, ours)));
        assertEquals(
                "ONNX Runtime is there 2 times: " + older.toRealPath() + ", which is used, and " + ours.toRealPath()
                        + ". Keep the newest one (and onnxruntime_gpu rather than onnxruntime). Take the others out of"
                        + " ImageJ's folders, and start ImageJ again.",
                problem);
    }

    @Test
    void theSameJarInTwoVersionsIsNamed() throws IOException {
        Path older = folder.resolve("javacpp-1.5.9.jar");
        Path newer = folder.resolve("javacpp-1.5.10.jar");
        String problem = onlyProblem(all("1.5.10", "1.5.10"), Map.of("JavaCPP", List.of(older, newer)));
        assertTrue(problem.startsWith("JavaCPP is there 2 times: " + older.toRealPath()), problem);
        assertTrue(problem.contains("the same version at the end of their names"), problem);
    }

    @Test
    void nativeCodeOfAnotherReleaseIsNamed() throws IOException {
        assertEquals(
                "These do not fit together: javacpp-1.5.10.jar, opencv-4.11.0-1.5.12-linux-x86_64.jar. Use jars of JavaCPP,"
                        + " OpenBLAS and OpenCV that have the same version at the end of their names.",
                onlyProblem(all("1.5.10", "1.5.12"), Map.of()));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        Map<String, List<Path>> jars = all("1.5.10", "1.5.10");
        String problem = onlyProblem(jars, Map.of("OpenCV's native code", List.of()));
        assertEquals("OpenCV's native code is missing. Put its jar beside those of the other libraries.", problem);
    }

    /** Each library in a jar of its own, as Maven names it. */
    private Map<String, List<Path>> all(String release, String releaseOfOpenCvsNativeCode) {
        Map<String, String> names = new LinkedHashMap<>();
        LibraryJars.of(getClass().getClassLoader()).forEach(library -> names.put(library.library(), library.library()));
        names.put("JavaCPP", "javacpp-" + release);
        names.put("JavaCPP's native code", "javacpp-" + release + "-linux-x86_64");
        names.put("OpenBLAS", "openblas-0.3.26-" + release);
        names.put("OpenBLAS' native code", "openblas-0.3.26-" + release + "-linux-x86_64");
        names.put("OpenCV", "opencv-4.9.0-" + release);
        names.put("OpenCV's native code", "opencv-4.11.0-" + releaseOfOpenCvsNativeCode + "-linux-x86_64");
        Map<String, List<Path>> jars = new LinkedHashMap<>();
        names.forEach((library, name) -> jars.put(library, List.of(folder.resolve(name + ".jar"))));
        return jars;
    }

    private static String onlyProblem(Map<String, List<Path>> all, Map<String, List<Path>> others) throws IOException {
        all.putAll(others);
        List<URL> classPath = new ArrayList<>();
        for (LibraryJars library : LibraryJars.of(LibraryJarsTest.class.getClassLoader())) {
            for (Path jar : all.get(library.library())) {
                classPath.add(write(jar, library.file()).toUri().toURL());
            }
        }
        try (URLClassLoader loader = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
            List<String> problems = LibraryJars.problems(LibraryJars.of(loader));
            assertEquals(1, problems.size(), problems.toString());
            return problems.get(0);
        }
    }

    private static Path write(Path jar, String file) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(file));
        }
        return jar;
    }
}
