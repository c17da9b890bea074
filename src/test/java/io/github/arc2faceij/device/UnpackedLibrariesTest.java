package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own start ONNX Runtime and end in all ways: what do they leave in the folder of temporary files? */
class UnpackedLibrariesTest {

    @TempDir
    private Path temporary;

    /** What a process does: it starts ONNX Runtime, says so, and ends as its first argument says when it is told to. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws IOException {
            RuntimeEnvironment.get();
            System.out.println("started");
            System.in.read();
            if (arguments[0].equals("killed")) {
                Runtime.getRuntime().halt(0);
            }
        }
    }

    @Test
    void aProcessLeavesNothingBehindAndTouchesNoneThatRuns() throws Exception {
        Process running = start("ends");
        assertEquals(1, folders().size());
        Process second = start("ends");
        assertEquals(2, folders().size());
        end(second);
        assertEquals(1, folders().size());
        assertTrue(contains(folders().get(0), "arc2face.lock"));
        end(running);
        assertEquals(List.of(), folders());
    }

    @Test
    void whatAKilledProcessLeftGoesAtTheNextStart() throws Exception {
        end(start("killed"));
        assertEquals(1, folders().size());
        end(start("ends"));
        assertEquals(List.of(), folders());
    }

    @Test
    void emptyFoldersGoWhenTheyAreOldAndThoseOfOthersStay() throws IOException {
        Path old = aged(Files.createDirectory(temporary.resolve("onnxruntime-java1")));
        Path young = Files.createDirectory(temporary.resolve("onnxruntime-java2"));
        Path others = Files.createDirectory(temporary.resolve("onnxruntime-java3"));
        Files.writeString(others.resolve("libonnxruntime_providers_shared.so"), "of another program");
        aged(others);
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("arc2face.lock"), "");
        Files.createSymbolicLink(temporary.resolve("onnxruntime-java4"), elsewhere);
        UnpackedLibraries.deleteStale(temporary);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young));
        assertTrue(contains(others, "libonnxruntime_providers_shared.so"));
        assertTrue(contains(elsewhere, "arc2face.lock"));
        UnpackedLibraries.deleteStale(temporary.resolve("not there"));
    }

    private static Path aged(Path folder) throws IOException {
        return Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    private static boolean contains(Path folder, String file) {
        return Files.exists(folder.resolve(file));
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(path -> path.getFileName().toString().startsWith("onnxruntime-java"))
                    .toList();
        }
    }

    private Process start(String end) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        end)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("started", out.readLine());
        return process;
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the process ends");
    }
}
