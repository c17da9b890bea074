package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a program of its own, without a display. */
class LauncherTest {

    /**
     * How the program ended.
     *
     * @param status its exit status
     * @param output what it wrote
     */
    private record End(int status, String output) {}

    @TempDir
    private Path folder;

    @Test
    void runsAMacroToItsEnd() throws Exception {
        Path saved = folder.resolve("out put.png");
        End end = launch(
                """
                newImage("photo", "RGB white", 16, 16, 2);
                run("Probe...", "count=2 seed=7");
                run("8-bit");
                saveAs("png", getArgument());
                print("saved " + getWidth() + " x " + getHeight());
                """,
                saved.toString());
        assertEquals(new End(0, "saved 8 x 8"), end);
        assertTrue(Files.size(saved) > 0);
    }

    @Test
    void tellsWhyACommandRefused() throws Exception {
        End end = launch("print('before');\nrun('Probe...', 'count=4');\nprint('after');\n", "");
        assertEquals(
                new End(
                        1,
                        "before\nProbe needs an image, but none is open. Open one and call it again. (macro line 2)"),
                end);
    }

    @Test
    void tellsAMacrosOwnError() throws Exception {
        assertEquals(new End(1, "Undefined variable (before line 2)"), launch("x = y;\nprint('after');\n", ""));
    }

    @Test
    void saysThatAMacroOpensADialog() throws Exception {
        assertEquals(
                new End(
                        1,
                        "The macro opens a dialog or a window of text (line 2), but there is no display. Give what a dialog"
                                + " asks for as the macro's argument."),
                launch("photo = 1;\nphoto = File.openDialog('Choose a photo');\nprint('after');\n", ""));
    }

    /** ONNX Runtime's reports, which are turned off, match the command line with a stack that grows with it. */
    @Test
    void runsNetworksUnderALongCommandLine() throws Exception {
        Path macro = Files.writeString(
                folder.resolve("macro.ijm"),
                "open(getArgument());\nrun('Detect Faces...', 'confidence=0.65');\nprint(Overlay.size);\n");
        ProcessBuilder launcher = launcher("-Djava.awt.headless=true");
        launcher.command().add(1, "-Dpadding=" + "a".repeat(100_000));
        launcher.command()
                .addAll(List.of(
                        macro.toString(),
                        Path.of("test-images", "astronaut.png").toAbsolutePath().toString()));
        End end = end(launcher);
        assertTrue(end.status() == 0 && end.output().matches("[1-9]\\d*"), end.toString());
    }

    /** What another plugin may bring: its class is found first, and is of no use to this one. */
    @Test
    void aSecondOnnxRuntimeIsToldInSentencesWithTheJarsName() throws Exception {
        Path jar = folder.resolve("onnxruntime-1.0.0.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("ai/onnxruntime/OrtEnvironment.class"));
        }
        Path macro = Files.writeString(
                folder.resolve("macro.ijm"),
                "run('Check Installation');\nopen(getArgument());\nrun('Generate Faces...', 'count=1');\n");
        ProcessBuilder launcher = launcher("-Djava.awt.headless=true");
        launcher.command().set(4, jar + File.pathSeparator + launcher.command().get(4));
        launcher.command()
                .addAll(List.of(
                        macro.toString(),
                        Path.of("test-images", "astronaut.png").toAbsolutePath().toString()));
        End end = end(launcher);
        String found = "ONNX Runtime is there 2 times: " + jar.toRealPath() + ", which is used, and ";
        assertTrue(end.output().contains("\nJars: " + found), end.output());
        assertTrue(end.output().matches("(?s).*\nCPU: [^\n]*\\Q" + found + "\\E.*"), end.output());
        assertTrue(end.output().matches("(?s).*\nSelf-test: [^\n]*\\Q" + found + "\\E.*"), end.output());
        String told =
                "\nONNX Runtime, which runs the networks, could not start on this computer: Truncated class file. ";
        assertTrue(end.output().contains(told + found), end.output());
        assertFalse(end.output().contains("\tat "), end.output());
        assertEquals(1, end.status());
    }

    @Test
    void needsAMacro() throws Exception {
        End end = start(List.of());
        assertEquals(2, end.status());
        assertTrue(end.output().startsWith("Usage: "), end.output());
        Path missing = folder.resolve("missing.ijm");
        assertEquals(new End(2, "There is no macro " + missing + "."), start(List.of(missing.toString())));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatToDoAboutADisplayThatIsNotThere() throws Exception {
        ProcessBuilder launcher = launcher("-Djava.awt.headless=false");
        launcher.command().add(Files.createFile(folder.resolve("empty.ijm")).toString());
        launcher.environment().put("DISPLAY", ":4711");
        launcher.environment().remove("CI");
        End end = end(launcher);
        assertEquals(2, end.status());
        assertTrue(end.output().endsWith("Unset it to run without a display."), end.output());
    }

    private End launch(String macro, String argument) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a macro.ijm"), macro);
        return start(List.of(file.toString(), argument));
    }

    private static End start(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder launcher = launcher("-Djava.awt.headless=true");
        launcher.command().addAll(arguments);
        return end(launcher);
    }

    private static ProcessBuilder launcher(String option) {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(new ArrayList<>(List.of(
                java, "--enable-native-access=ALL-UNNAMED", option, "-cp", classPath, Launcher.class.getName())));
    }

    private static End end(ProcessBuilder launcher) throws IOException, InterruptedException {
        Process process = launcher.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new End(process.waitFor(), output.strip().replace("\r\n", "\n"));
    }
}
