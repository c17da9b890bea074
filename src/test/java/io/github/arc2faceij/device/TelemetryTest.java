package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import io.github.arc2faceij.check.DeviceCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime reports nothing to its maker. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there it writes to the system's record of events alone")
class TelemetryTest {

    /** A report matches the process's command line by a recursive expression. */
    private static final String LARGE_STACK = "-Xss64m";

    @TempDir
    Path home;

    /** A process that runs a network as the plugin does. */
    static final class Plugin {

        private Plugin() {}

        public static void main(String[] arguments) {
            System.out.println("problem: " + DeviceCheck.problem(Device.CPU).orElse("none"));
        }
    }

    /** A process that starts ONNX Runtime as any other program does. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            System.out.println("started " + OrtEnvironment.getEnvironment().getVersion());
        }
    }

    @Test
    void theProcessWritesNothingDownForAReport() throws Exception {
        assertTrue(output(java(Plugin.class)).contains("problem: none"));
        assertEquals(List.of(), files());
    }

    /** Else the test above could not fail. */
    @Test
    void withoutThePluginItWould() throws Exception {
        assertTrue(output(java(Other.class, LARGE_STACK)).contains("started"));
        assertFalse(files().isEmpty(), "this version has no reports any more: Telemetry can go");
    }

    /** A user who wants to decide it otherwise has set it in the environment. */
    @Test
    void aUsersOwnSettingStays() throws Exception {
        ProcessBuilder java = java(Plugin.class, LARGE_STACK);
        java.environment().put(Telemetry.SWITCH, "0");
        assertTrue(output(java).contains("problem: none"));
        assertFalse(files().isEmpty());
    }

    private static String output(ProcessBuilder java) throws Exception {
        Process process = java.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private ProcessBuilder java(Class<?> program, String... options) {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=/dev/null",
                        "-Duser.home=" + System.getProperty("user.home"),
                        "-cp",
                        System.getProperty("java.class.path"))
                .redirectErrorStream(true);
        java.command().addAll(List.of(options));
        java.command().add(program.getName());
        Map<String, String> environment = java.environment();
        // Without the names by which it knows machines that only build, where it is quiet by itself.
        environment.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "LC_CTYPE"));
        environment.put("HOME", home.toString());
        // What these tests let ONNX Runtime report arrives nowhere.
        environment.put("https_proxy", "http://127.0.0.1:1");
        return java;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
