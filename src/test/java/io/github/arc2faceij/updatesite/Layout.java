package io.github.arc2faceij.updatesite;

import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.device.library.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which of the plugin's jars goes where in an ImageJ folder. Native code lies in a folder of its platform: the updater
 * installs it on that platform only; Fiji's launcher has the jars of {@code jars} and of all its folders on the class path
 * (config/fiji.toml of fiji/fiji); plain ImageJ, whose PluginClassLoader knows the jars of {@code jars} only, finds it by
 * the Class-Path in the manifest of the plugin's jar.
 */
final class Layout {

    /** Without a version: the updater compares content and tells versions by their timestamps. */
    static final String PLUGIN = "plugins/Arc2Face_.jar";

    /** On the server: the menu entries of plain ImageJ, to be put into its folder plugins. */
    static final String MENU = "plain-imagej/Arc2Face_Menu.jar";

    /**
     * What Fiji ships. gson and xmpcore with their versions are in the list of jars of a Fiji of 2025 in issue 391 of
     * fiji/fiji, metadata-extractor in that of 2023 in issue 280 of imagej/pyimagej; scijava-common is named in Fiji's
     * pom.xml, and parsington in scijava-common's. JavaCPP is not among them: Fiji has had one for its video readers (1.5.2
     * in 2022, issue 3961 of ome/bioformats), but OpenCV needs the one it was built with. The updater takes both for the
     * same file, so that there is only one on disk.
     */
    static final Set<String> IN_FIJI = Set.of(
            "jars/gson.jar",
            "jars/metadata-extractor.jar",
            "jars/parsington.jar",
            "jars/scijava-common.jar",
            "jars/xmpcore.jar");

    private Layout() {}

    /** On the server: the folders of the parts, each a site of its own. */
    static final String CUDA = "cuda";

    static final String OPENVINO = "openvino";

    /**
     * @param plugin the plugin's jar
     * @param about the plugin, without its dependencies
     * @param jars a folder with what it needs, for all platforms, and nothing else
     * @param scratch a folder for jars that are made from others
     * @return all that the plugin cannot do without
     */
    static List<Release> of(Path plugin, About about, Path jars, Path scratch) throws IOException {
        Set<String> dependencies = new TreeSet<>();
        List<Release> releases = new ArrayList<>();
        for (Path jar : list(jars)) {
            String name = jar.getFileName().toString();
            Optional<Platform> platform = Platform.ofJavaCpp(name);
            if (name.startsWith("onnxruntime")) {
                releases.addAll(onnxRuntime(jar, scratch));
            } else if (platform.isPresent()) {
                releases.add(new Release(platform.get().pathOf(name), jar, About.NOTHING));
            } else {
                String path = "jars/" + name;
                dependencies.add(IndexEntry.key(path));
                if (!IN_FIJI.contains(IndexEntry.key(path))) {
                    releases.add(new Release(path, jar, About.NOTHING));
                }
            }
        }
        releases.add(new Release(PLUGIN, plugin, about.withDependencies(dependencies)));
        return releases;
    }

    private static List<Release> onnxRuntime(Path jar, Path scratch) throws IOException {
        List<Release> releases = new ArrayList<>();
        String name = jar.getFileName().toString();
        for (Platform platform : Platform.values()) {
            if (platform.takesOnnxRuntime(name)) {
                Path part = scratch.resolve(platform.pathOf(name));
                OnnxRuntimeJar.writeFor(platform, jar, part);
                releases.add(new Release(platform.pathOf(name), part, About.NOTHING));
            }
        }
        return releases;
    }

    /**
     * @param jars as for {@link #of}
     * @param scratch a folder for jars that are made from others
     * @return what NVIDIA's cards need besides
     */
    static List<Release> cuda(Path jars, Path scratch) throws IOException {
        List<Release> releases = new ArrayList<>();
        for (Path jar : list(jars)) {
            String name = jar.getFileName().toString();
            for (Platform platform : Platform.values()) {
                if (name.startsWith("onnxruntime_gpu-") && platform.takesOnnxRuntime(name)) {
                    String path = platform.pathOf(name.replace("_gpu-", "_gpu-cuda-"));
                    Path part = scratch.resolve(path);
                    OnnxRuntimeJar.writeCuda(platform, jar, part);
                    releases.add(new Release(path, part, About.NOTHING));
                }
            }
        }
        return releases;
    }

    /**
     * Wheels in the folders {@code lib/PLATFORM}, which the updater keeps like jars (its class Checksummer).
     *
     * @param library of a provider
     * @param wheels files of all libraries and platforms
     * @return those of the library
     */
    static List<Release> library(ProviderLibrary library, Map<Wheel, Path> wheels) {
        List<Release> releases = new ArrayList<>();
        wheels.forEach((wheel, file) -> {
            if (wheel.library() == library) {
                releases.add(new Release(wheel.pathInImageJ(), file, About.NOTHING));
            }
        });
        return releases;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
