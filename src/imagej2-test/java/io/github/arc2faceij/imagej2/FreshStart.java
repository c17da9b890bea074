package io.github.arc2faceij.imagej2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An ImageJ2 that is started for one macro, as a user starts it. */
final class FreshStart {

    private static final int PATIENCE_MINUTES = 4;

    /** How ImageJ2 is started. */
    enum Mode {
        WINDOW,
        HEADLESS,
        /** With a window, but the macro shows no images. */
        BATCH
    }

    /**
     * What a macro did.
     *
     * @param answer what it returned; {@code [aborted]} when it did not come to its end
     * @param log what ImageJ's Log has
     * @param dialogs titles of the modal dialogs that opened; they were closed
     * @param console what was written to the console
     */
    record Outcome(String answer, String log, List<String> dialogs, String console) {}

    private final Path folder;

    /** @param folder for what ImageJ2 remembers from one start to the next */
    FreshStart(Path folder) {
        this.folder = folder;
    }

    /** Starts ImageJ2, runs the macro and ends ImageJ2. */
    Outcome run(Mode mode, String macro, String argument) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(folder, "start");
        Path file = work.resolve("macro.ijm");
        Files.writeString(file, (mode == Mode.BATCH ? "setBatchMode(true);\n" : "") + macro);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx2g", "-Dfile.encoding=UTF-8", "-Duser.home=" + System.getProperty("user.home")));
        command.add("-Djava.awt.headless=" + (mode == Mode.HEADLESS));
        command.add("-Djava.util.prefs.userRoot=" + folder.resolve("remembered"));
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.addAll(List.of(RunMacro.class.getName(), file.toString(), argument, work.toString()));
        Path console = work.resolve("console");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("surefire.test.class.path"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(
                text(work.resolve("answer")),
                text(work.resolve("log")),
                text(work.resolve("dialogs")).lines().toList(),
                text(console));
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }
}
