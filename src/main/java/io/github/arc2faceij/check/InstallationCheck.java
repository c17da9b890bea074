package io.github.arc2faceij.check;

import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Finding;
import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.LibraryJars;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.RuntimeEnvironment;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.install.BundleStatus;
import io.github.arc2faceij.models.install.Installer;
import io.github.arc2faceij.opencv.Mats;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.weights.Float16Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What is installed on this computer and what of it works. Whatever does not work is a finding, never an error, for the
 * check is there for installations that do not work.
 */
public final class InstallationCheck {

    private final List<Finding> findings = new ArrayList<>();

    private InstallationCheck() {}

    /**
     * Takes some seconds for each device that works.
     *
     * @param settings whose model folder is looked at, and on whose device the self-test runs
     * @param progress told what is looked at, and asked whether to stop
     * @return versions, jars, memory, devices, models and the self-test
     * @throws java.util.concurrent.CancellationException when the user asked to stop
     */
    public static List<Finding> run(Settings settings, Progress progress) {
        InstallationCheck check = new InstallationCheck();
        check.versions();
        check.libraries();
        check.findings.addAll(HardwareCheck.run());
        check.add("Chosen device", settings.device().description());
        check.findings.addAll(DeviceReport.run(settings.device(), progress.part(0, 0.4)));
        check.models(settings);
        progress.report("Self-test", 0.4);
        check.add("Self-test", orFailure(() -> SelfCheck.run(settings.device(), progress.part(0.4, 1))));
        return List.copyOf(check.findings);
    }

    private void add(String subject, String text) {
        findings.add(new Finding(subject, text));
    }

    private void versions() {
        add("Arc2Face for ImageJ", Recipe.version());
        add("Operating system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
        add("Java", property("java.version") + ", " + property("java.vendor"));
        add("ONNX Runtime", orFailure(() -> RuntimeEnvironment.get().getVersion()));
        add("OpenCV", orFailure(Mats::version));
    }

    private void libraries() {
        List<LibraryJars> libraries = LibraryJars.of(InstallationCheck.class.getClassLoader());
        libraries.forEach(library -> add("Jar of " + library.library(), library.text()));
        List<String> problems = LibraryJars.problems(libraries);
        add("Jars", problems.isEmpty() ? "each is there once" : String.join(" ", problems));
    }

    /** With a library of another version, anything may fail in any way. */
    static String orFailure(Supplier<String> finding) {
        try {
            return finding.get();
        } catch (Arc2FaceException e) {
            return e.getMessage();
        } catch (LinkageError | AssertionError e) {
            return "failed: " + LibraryJars.explain(e + ".");
        }
    }

    private static String property(String name) {
        return System.getProperty(name);
    }

    private void models(Settings settings) {
        boolean bundled = settings.model().isBlank();
        add("Model", bundled ? "the bundled one" : problem(settings));
        try {
            Path folder = bundled ? Installer.defaultFolder() : chosen(settings);
            add("Model folder", folder + freeSpace(folder));
            for (BundleStatus status : new Installer(folder).status()) {
                add(
                        "Published " + status.bundle().name(),
                        status.state() + ", " + ByteCount.text(status.bytesOnDisk()) + " on the disk");
            }
        } catch (Arc2FaceException e) {
            add("Installed models", e.getMessage());
        }
    }

    /** @return what the disk has left, as the end of a line; nothing where the system cannot tell */
    private static String freeSpace(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            OptionalLong free = existing == null ? OptionalLong.empty() : FreeDiskSpace.OF_SYSTEM.in(existing);
            return free.isEmpty() ? "" : ", " + ByteCount.text(free.getAsLong()) + " of the disk free";
        } catch (IOException e) {
            return "";
        }
    }

    /** @return in Hugging Face's cache the snapshot that is used */
    private static Path chosen(Settings settings) {
        try {
            return settings.modelFolder().root();
        } catch (Arc2FaceException e) {
            return settings.modelPath();
        }
    }

    private static String problem(Settings settings) {
        try {
            ModelFolder folder = settings.modelFolder();
            long copies = folder.diffusionWeights().stream()
                    .map(Float16Copy::new)
                    .filter(Float16Copy::exists)
                    .count();
            return folder.name() + ", no file is missing" + (copies == 0 ? "" : ", " + copies + " float16 copies");
        } catch (Arc2FaceException e) {
            return e.getMessage();
        }
    }
}
