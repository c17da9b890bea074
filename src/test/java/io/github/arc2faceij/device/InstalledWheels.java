package io.github.arc2faceij.device;

import static org.junit.jupiter.api.Assumptions.abort;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.library.LibraryFolder;
import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.device.library.Wheel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The libraries of WebGPU and OpenVINO as a user installs them, out of the wheels in the folder {@code -Dwheels=}, into a home
 * folder under {@code target}. A process keeps the library that it loaded first, so all tests share one.
 */
public final class InstalledWheels {

    private static final Path HOME = Path.of("target/home-with-wheels").toAbsolutePath();

    private InstalledWheels() {}

    /**
     * Installs a library, or skips the test with the reason.
     *
     * @param library that a test needs
     */
    public static void need(ProviderLibrary library) {
        String folder = System.getProperty("wheels");
        if (folder == null) {
            skip("give -Dwheels=FOLDER with the wheel of " + library.label());
        }
        System.setProperty("user.home", HOME.toString());
        LibraryFolder libraries = LibraryFolder.ofUser();
        Wheel wheel = libraries.wheels().stream()
                .filter(it -> it.library() == library)
                .findFirst()
                .orElseGet(() -> skip(library.label() + " is not made for this computer"));
        Path file = Path.of(folder).resolve(wheel.fileName());
        if (!Files.exists(file)) {
            skip("there is no " + file);
        }
        if (libraries.find(library, Progress.NONE).isEmpty()) {
            libraries.install(file, Progress.NONE);
        }
    }

    /** Surefire tells nothing of why a class was skipped. */
    private static <T> T skip(String reason) {
        System.out.println("SKIPPED: " + reason);
        return abort(reason);
    }
}
