package io.github.arc2faceij;

import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.install.BundleStatus;
import io.github.arc2faceij.models.install.Installer;
import io.github.arc2faceij.onnx.CudaLibraries;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.onnx.DeviceCheck;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is installed on this computer and what of it works. Whatever does not work is a finding, never an error, for the
 * check is there for installations that do not work.
 */
public final class InstallationCheck {

    /**
     * One line.
     *
     * @param subject what was looked at
     * @param text what was found
     */
    public record Finding(String subject, String text) {

        /** @return the line for logs */
        @Override
        public String toString() {
            return subject + ": " + text;
        }
    }

    private final List<Finding> findings = new ArrayList<>();

    private InstallationCheck() {}

    /**
     * Takes some seconds.
     *
     * @param settings whose model folder is looked at, and on whose device the self-test runs
     * @param progress told what is looked at, and asked whether to stop
     * @return versions, memory, devices, models and the self-test
     * @throws java.util.concurrent.CancellationException when the user asked to stop
     */
    public static List<Finding> run(Settings settings, Progress progress) {
        InstallationCheck check = new InstallationCheck();
        check.versions();
        check.memory();
        check.cuda();
        check.devices(progress.part(0, 0.4));
        check.models(settings);
        progress.report("Self-test", 0.4);
        check.add("Self-test", SelfTest.run(settings.device(), progress.part(0.4, 1)));
        return List.copyOf(check.findings);
    }

    private void add(String subject, String text) {
        findings.add(new Finding(subject, text));
    }

    private void versions() {
        add("Arc2Face for ImageJ", Recipe.version());
        add("Operating system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
        add("Java", property("java.version") + ", " + property("java.vendor"));
        add("ONNX Runtime", onnxRuntime());
    }

    private static String onnxRuntime() {
        try {
            return OrtEnvironment.getEnvironment().getVersion();
        } catch (LinkageError e) {
            return "could not start: " + e.getMessage();
        }
    }

    private static String property(String name) {
        return System.getProperty(name);
    }

    private void memory() {
        Runtime java = Runtime.getRuntime();
        add(
                "Memory of ImageJ",
                ByteCount.text(java.totalMemory() - java.freeMemory()) + " of " + ByteCount.text(java.maxMemory())
                        + " in use; networks lie outside it");
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean computer) {
            add(
                    "Memory of the computer",
                    ByteCount.text(computer.getFreeMemorySize()) + " of "
                            + ByteCount.text(computer.getTotalMemorySize()) + " free");
        }
    }

    private void cuda() {
        Map<String, Optional<Path>> libraries = CudaLibraries.find();
        if (!libraries.isEmpty()) {
            add("Needed for CUDA", CudaLibraries.NEEDED);
        }
        libraries.forEach((name, path) -> add(name, path.map(Path::toString).orElse("not found")));
    }

    private void devices(Progress progress) {
        List<Device> devices = Device.ALL;
        for (int i = 0; i < devices.size(); i++) {
            progress.report("Trying " + devices.get(i).label(), (double) i / devices.size());
            add(
                    devices.get(i).label(),
                    DeviceCheck.problem(devices.get(i))
                            .map(reason -> "does not work: " + reason)
                            .orElse("works"));
        }
    }

    private void models(Settings settings) {
        boolean bundled = settings.model().isBlank();
        add("Model", bundled ? "the bundled one" : problem(settings));
        Path folder =
                bundled ? Installer.defaultFolder() : Path.of(settings.model().strip());
        add("Model folder", folder.toString());
        try {
            for (BundleStatus status : new Installer(folder).status()) {
                add(
                        status.bundle().name(),
                        status.state() + ", " + ByteCount.text(status.bytesHere()) + " on the disk");
            }
        } catch (Arc2FaceException e) {
            add("Installed models", e.getMessage());
        }
    }

    private static String problem(Settings settings) {
        try {
            ModelFolder folder = settings.modelFolder();
            return folder.name() + ", no file is missing";
        } catch (Arc2FaceException e) {
            return e.getMessage();
        }
    }
}
