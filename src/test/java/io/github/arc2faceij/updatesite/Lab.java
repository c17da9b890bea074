package io.github.arc2faceij.updatesite;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** What a laboratory has: a machine, a web server with the site's jars, and plain ImageJ. */
final class Lab {

    /** The jars of the class path that the plugin does not need, or that are in its own jar, as in the pom.xml. */
    private static final List<String> NOT_SHIPPED = List.of(
            "ij-",
            "opencv-platform-",
            "tribuo-util-onnx-",
            "protobuf-java-",
            "pickle-",
            "junit-",
            "opentest4j-",
            "apiguardian-api-",
            "Arc2Face_-",
            "surefire",
            "common-");

    private Lab() {}

    /** This machine's platform. */
    static Platform platform() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String system = System.getProperty("os.name");
        if (system.startsWith("Mac")) {
            return Platform.MAC_ARM64;
        }
        if (system.startsWith("Windows")) {
            return Platform.WINDOWS_X64;
        }
        return arm ? Platform.LINUX_ARM64 : Platform.LINUX_X64;
    }

    /** The plugin's jar, as Maven packaged it. */
    static Path plugin() {
        return Path.of(System.getProperty("plugin.jar"));
    }

    /** ImageJ's jar. */
    static Path ij() throws IOException {
        return classPath("ij-").get(0);
    }

    /** Collects what the plugin needs on this machine, ONNX Runtime without the 400 MB for graphics cards. */
    static Path collectJars(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path jar : classPath("")) {
            String name = jar.getFileName().toString();
            if (name.startsWith("onnxruntime")) {
                copyWithoutCuda(jar, folder.resolve(name));
            } else if (NOT_SHIPPED.stream().noneMatch(name::startsWith)) {
                Files.copy(jar, folder.resolve(name));
            }
        }
        return folder;
    }

    private static List<Path> classPath(String prefix) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && jar.getFileName().toString().startsWith(prefix)) {
                jars.add(jar);
            }
        }
        return jars;
    }

    private static void copyWithoutCuda(Path jar, Path target) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                OutputStream out = Files.newOutputStream(target);
                JarOutputStream copy = new JarOutputStream(out)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (!entry.getName().matches(".*providers_(cuda|tensorrt).*")) {
                    copy.putNextEntry(new JarEntry(entry.getName()));
                    file.getInputStream(entry).transferTo(copy);
                    copy.closeEntry();
                }
            }
        }
    }

    /** A folder with the portrait and the macro of the README's first picture. */
    static Path project(Path folder) throws IOException {
        Path photo = folder.resolve("test-images/astronaut.png");
        Files.createDirectories(photo.getParent());
        Files.copy(Path.of("test-images/astronaut.png"), photo);
        Files.copy(Path.of("macros/Quick_Start.ijm"), folder.resolve("Quick_Start.ijm"));
        return folder;
    }

    /** Starts plain ImageJ from a folder as its README says; gives what it printed when it ended well. */
    static CompletableFuture<String> quickStart(Path imageJ, Path home, Path project, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.awt.headless=true", "-Xmx2g", "-Duser.home=" + home));
        command.add("-Djava.util.prefs.userRoot=" + home);
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, "ij.jar", "plugins/*", "jars/*")));
        command.add("io.github.arc2faceij.ij1.Launcher");
        command.addAll(List.of(project.resolve("Quick_Start.ijm").toString(), project.toString()));
        Process process = new ProcessBuilder(command)
                .directory(imageJ.toFile())
                .redirectErrorStream(true)
                .start();
        return CompletableFuture.supplyAsync(() -> outputOf(process));
    }

    private static String outputOf(Process process) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
