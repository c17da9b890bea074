package io.github.arc2faceij.updatesite;

import io.github.arc2faceij.device.library.Wheel;
import io.github.arc2faceij.device.library.Wheels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fetches the wheels of the site's platforms by Python's pip: by name, version and SHA-256, which pip compares. */
final class WheelDownload {

    /** A Python that the wheels are for; the one that runs pip may be another. */
    private static final String PYTHON_VERSION = "3.12";

    private WheelDownload() {}

    /**
     * @param python the command that starts it
     * @param folder for the wheels; those that are there are not fetched again
     * @return the wheels
     * @throws IOException when there is no Python with pip, or it does not get a wheel; pip says why on the console
     */
    static Map<Wheel, Path> into(Path folder, String python) throws IOException {
        Files.createDirectories(folder);
        Map<Wheel, Path> wheels = new LinkedHashMap<>();
        for (Wheel wheel : Wheels.published().all()) {
            if (Platform.ofPath(wheel.pathInImageJ()).isPresent()) {
                fetch(wheel, folder, python);
                wheels.put(wheel, folder.resolve(wheel.fileName()));
            }
        }
        return wheels;
    }

    private static void fetch(Wheel wheel, Path folder, String python) throws IOException {
        Path requirement = folder.resolve("requirement.txt");
        Files.writeString(
                requirement,
                wheel.library().distribution() + "==" + wheel.library().version() + " --hash=sha256:" + wheel.sha256());
        List<String> command = new ArrayList<>(List.of(python, "-m", "pip", "download", "--quiet", "--no-deps"));
        command.addAll(List.of("--disable-pip-version-check", "--only-binary=:all:", "--platform", wheel.tag()));
        command.addAll(List.of("--python-version", PYTHON_VERSION, "--dest", folder.toString()));
        command.addAll(List.of("--requirement", requirement.toString()));
        Process pip = new ProcessBuilder(command).inheritIO().start();
        try {
            if (pip.waitFor() != 0) {
                throw new IOException("pip did not fetch " + wheel.fileName() + ": " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while pip fetched " + wheel.fileName(), e);
        } finally {
            Files.delete(requirement);
        }
    }
}
