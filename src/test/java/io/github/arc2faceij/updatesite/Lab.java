package io.github.arc2faceij.updatesite;

import ij.IJ;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
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

    /** The menu of plain ImageJ, as Maven packaged it. */
    static Path menu() {
        return Path.of(System.getProperty("menu.jar"));
    }

    /** ImageJ's jar. */
    static Path ij() throws URISyntaxException {
        return Path.of(
                IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Collects what the plugin needs on this machine, ONNX Runtime without the 400 MB for graphics cards. */
    static Path collectJars(Path folder) throws IOException {
        Files.createDirectories(folder);
        String shipped = Files.readString(Path.of(System.getProperty("shipped.jars")));
        for (String entry : shipped.strip().split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            Path target = folder.resolve(jar.getFileName());
            if (target.getFileName().toString().startsWith("onnxruntime")) {
                copyWithoutCuda(jar, target);
            } else {
                Files.copy(jar, target);
            }
        }
        return folder;
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

    /** Starts plain ImageJ from a folder as update-site/README.md says; gives what it printed when it ended well. */
    static CompletableFuture<String> quickStart(Path imageJ, Path home, Path project, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
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
