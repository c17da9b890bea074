package io.github.arc2faceij.common;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;

/**
 * Where a library that the plugin needs comes from. The jars of all plugins are on one class path, where the first one
 * with a class is used: an older version that another plugin brought may be in the way.
 *
 * @param library for the user
 * @param file that every jar of the library holds, and no other jar
 * @param jars that hold it, the one that is used first; empty when there is none
 */
public record LibraryJars(String library, String file, List<Path> jars) {

    private static final String BYTEDECO = "org/bytedeco/";

    /** {@code 1.5.10} of javacpp-1.5.10.jar, openblas-0.3.26-1.5.10.jar and opencv-4.9.0-1.5.10-linux-x86_64.jar. */
    private static final Pattern RELEASE = Pattern.compile("-(\\d+(?:\\.\\d+)+)(?:-[a-z]+-\\w+)?\\.jar$");

    /**
     * @param loader of the plugin
     * @return all libraries
     */
    public static List<LibraryJars> of(ClassLoader loader) {
        List<LibraryJars> all = new ArrayList<>();
        all.add(find(loader, "Arc2Face", "io/github/arc2faceij/Arc2Face.class"));
        all.add(find(loader, "ONNX Runtime", "ai/onnxruntime/OrtEnvironment.class"));
        all.add(find(loader, "JavaCPP", BYTEDECO + "javacpp/Loader.class"));
        all.add(find(loader, "JavaCPP's native code", nativeCode("javacpp", "jnijavacpp")));
        all.add(find(loader, "OpenBLAS", BYTEDECO + "openblas/global/openblas.class"));
        all.add(find(loader, "OpenBLAS' native code", nativeCode("openblas", "jniopenblas_nolapack")));
        all.add(find(loader, "OpenCV", BYTEDECO + "opencv/opencv_core/Mat.class"));
        all.add(find(loader, "OpenCV's native code", nativeCode("opencv", "jniopencv_core")));
        all.add(find(loader, "Gson", "com/google/gson/Gson.class"));
        all.add(find(loader, "SciJava Common", "org/scijava/Context.class"));
        all.add(find(loader, "metadata-extractor", "com/drew/imaging/ImageMetadataReader.class"));
        return all;
    }

    /**
     * @param libraries all of them
     * @return sentences for the user, what is wrong and what to do; none when all is well
     */
    public static List<String> problems(List<LibraryJars> libraries) {
        List<String> problems = new ArrayList<>();
        for (LibraryJars library : libraries) {
            if (library.jars.isEmpty()) {
                problems.add(library.library + " is missing. Put its jar beside those of the other libraries.");
            } else if (library.jars.size() > 1) {
                problems.add(library.library + " is there " + library.jars.size() + " times: " + library.text() + ". "
                        + library.advice());
            }
        }
        return problems.isEmpty() ? differentReleases(libraries) : problems;
    }

    /**
     * For whoever met a class or native code that did not fit.
     *
     * @param otherwise what to say when nothing is wrong with the plugin's libraries
     * @return what is wrong with them, for the user
     */
    public static String explain(String otherwise) {
        List<String> problems = problems(of(LibraryJars.class.getClassLoader()));
        return problems.isEmpty() ? otherwise : String.join(" ", problems);
    }

    /** @return the jars, for the user */
    public String text() {
        if (jars.isEmpty()) {
            return "missing";
        }
        String others = jars.stream().skip(1).map(Path::toString).collect(Collectors.joining(" and "));
        return jars.get(0) + (others.isEmpty() ? "" : ", which is used, and " + others);
    }

    private String advice() {
        String which = file.startsWith(BYTEDECO)
                ? "Keep the jars of JavaCPP, OpenBLAS and OpenCV that have the same version at the end"
                        + " of their names"
                : "Keep the newest one (and onnxruntime_gpu rather than onnxruntime)";
        return which + ". Take the others out of ImageJ's folders, and start ImageJ again.";
    }

    private static LibraryJars find(ClassLoader loader, String library, String file) {
        Set<Path> jars = new LinkedHashSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(file))) {
                jars.add(jar(url, file));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the class path cannot be searched", e);
        }
        return new LibraryJars(library, file, List.copyOf(jars));
    }

    /** The jar, or a folder of classes; one that is reached in two ways is still one. */
    private static Path jar(URL url, String file) throws IOException, URISyntaxException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection inJar) {
            return Path.of(inJar.getJarFileURL().toURI()).toRealPath();
        }
        Path found = Path.of(url.toURI()).toRealPath();
        return found.getRoot()
                .resolve(found.subpath(0, found.getNameCount() - Path.of(file).getNameCount()));
    }

    private static String nativeCode(String library, String name) {
        return BYTEDECO + library + "/" + platform() + "/" + System.mapLibraryName(name);
    }

    private static String platform() {
        try {
            return Loader.Detector.getPlatform();
        } catch (LinkageError e) {
            return "unknown"; // JavaCPP itself is missing
        }
    }

    /** JavaCPP and what is built for it; jars whose names tell no version are not judged. */
    private static List<String> differentReleases(List<LibraryJars> libraries) {
        Map<String, String> jars = new TreeMap<>();
        for (LibraryJars library : libraries) {
            String jar = library.jars.get(0).getFileName().toString();
            Matcher release = RELEASE.matcher(jar);
            if (library.file.startsWith(BYTEDECO) && release.find()) {
                jars.putIfAbsent(release.group(1), jar);
            }
        }
        return jars.size() < 2
                ? List.of()
                : List.of("These do not fit together: " + String.join(", ", jars.values())
                        + ". Use jars of JavaCPP, OpenBLAS and OpenCV that have the same version at the end of"
                        + " their names.");
    }
}
