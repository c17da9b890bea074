package io.github.arc2faceij.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledTest {

    private static final byte[] README = "what it is".getBytes();
    private static final byte[] WEIGHTS = {1, 2, 3, 4, 5};

    @TempDir
    Path folder;

    @Test
    void fromClassFilesTheFolderIsUsedWhereItLies() {
        assertTrue(Files.isRegularFile(ModelFolder.bundled().root().resolve("recognizer.onnx")));
    }

    @Test
    void fromAJarItIsUnpackedOnceAndLeftAloneAfterwards() throws IOException {
        try (URLClassLoader plugin = plugin(WEIGHTS)) {
            Path first = Bundled.folder("toy", plugin, home());
            assertArrayEquals(WEIGHTS, Files.readAllBytes(first.resolve("net/weights.bin")));
            Files.write(first.resolve("net/weights.bin"), new byte[] {9, 9, 9, 9, 9});
            assertEquals(first, Bundled.folder("toy", plugin, home()));
            assertEquals(9, Files.readAllBytes(first.resolve("net/weights.bin"))[0]);
            assertEquals(List.of(first), list(home()));
        }
    }

    /** As two ImageJs do that are started at once. */
    @Test
    void whoeverIsFasterKeepsTheFolderItAlreadyUses() throws Exception {
        byte[] large = new byte[4 << 20];
        new Random(1).nextBytes(large);
        try (URLClassLoader plugin = plugin(large)) {
            for (int round = 0; round < 10; round++) {
                Path home = folder.resolve("home" + round);
                CyclicBarrier start = new CyclicBarrier(2);
                CompletableFuture<Void> other = CompletableFuture.runAsync(() -> unpackAndUse(plugin, home, start));
                unpackAndUse(plugin, home, start);
                other.join();
                assertEquals(1, list(home).size());
            }
        }
    }

    private static void unpackAndUse(ClassLoader plugin, Path home, CyclicBarrier start) {
        try {
            start.await();
            Path weights = Bundled.folder("toy", plugin, home).resolve("net/weights.bin");
            for (int i = 0; i < 30; i++) {
                assertEquals(4 << 20, Files.readAllBytes(weights).length);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFolderThatLostAFileIsUnpackedAgain() throws IOException {
        try (URLClassLoader plugin = plugin(WEIGHTS)) {
            Path target = Bundled.folder("toy", plugin, home());
            Files.delete(target.resolve("net/weights.bin"));
            Bundled.folder("toy", plugin, home());
            assertArrayEquals(WEIGHTS, Files.readAllBytes(target.resolve("net/weights.bin")));
        }
    }

    @Test
    void anotherVersionLiesBesideTheOld() throws IOException {
        Path old;
        try (URLClassLoader plugin = plugin(WEIGHTS)) {
            old = Bundled.folder("toy", plugin, home());
        }
        try (URLClassLoader plugin = plugin(new byte[] {5, 4, 3, 2, 1})) {
            Path now = Bundled.folder("toy", plugin, home());
            assertEquals(5, Files.readAllBytes(now.resolve("net/weights.bin"))[0]);
            assertEquals(1, Files.readAllBytes(old.resolve("net/weights.bin"))[0]);
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(home(), "a file where the folder should be");
        try (URLClassLoader plugin = plugin(WEIGHTS)) {
            Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> Bundled.folder("toy", plugin, home()));
            assertTrue(e.getMessage().startsWith("Cannot unpack the bundled model into " + home()), e.getMessage());
        }
    }

    @Test
    void aPluginWithoutTheModelSaysThatItIsDamaged() throws IOException {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThrows(Arc2FaceException.class, () -> Bundled.folder("toy", empty, home()));
        }
    }

    private Path home() {
        return folder.resolve("home with blank \u00e4");
    }

    private URLClassLoader plugin(byte[] weights) throws IOException {
        Path jar = folder.resolve("Plug in_\u00fc.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            add(zip, "models/toy/README.md", README);
            add(zip, "models/toy/net/weights.bin", weights);
            add(zip, "models/other/README.md", README);
        }
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    }

    private static void add(JarOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new JarEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
