package io.github.arc2faceij.device.library;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.UserFolder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the libraries of execution providers lie: in a folder of the user's, into which wheels are unpacked. ImageJ's
 * updater brings the wheels as they are, which is less than half of the download, into ImageJ's folder {@code lib};
 * they are unpacked when a library is looked for, as ImageJ's folder may be read-only.
 *
 * <pre>{@code
 * LibraryFolder libraries = LibraryFolder.ofUser();
 * libraries.install(downloads.resolve("onnxruntime_ep_webgpu-0.4.0-py3-none-win_amd64.whl"), progress);
 * Optional<Path> library = libraries.find(ProviderLibrary.WEBGPU, progress);
 * }</pre>
 */
public final class LibraryFolder {

    private final Wheels wheels;
    private final Optional<Platform> platform;
    private final Path own;
    private final Path imageJ;

    /**
     * @param wheels that are taken
     * @param platform the computer's, if anything is made for it
     * @param own the folder into which wheels are unpacked; it need not exist
     * @param imageJ ImageJ's folder; it need not be one
     */
    LibraryFolder(Wheels wheels, Optional<Platform> platform, Path own, Path imageJ) {
        this.wheels = wheels;
        this.platform = platform;
        this.own = own;
        this.imageJ = imageJ;
    }

    /** @return the libraries of this computer, in the user's folder */
    public static LibraryFolder ofUser() {
        return new LibraryFolder(
                Wheels.published(), Platform.current(), UserFolder.path().resolve("libraries"), imageJ());
    }

    /** The plugin's jar lies in plugins or jars. */
    private static Path imageJ() {
        try {
            Path jar = Path.of(LibraryFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolve("../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a place of classes is an address", e);
        }
    }

    /** @return the libraries that are made for this computer */
    public List<Wheel> wheels() {
        return platform.map(wheels::of).orElse(List.of());
    }

    /**
     * @param library which
     * @param progress told when a wheel is unpacked, asked whether to stop: files are compared byte for byte, which takes
     *     some 0.3 s for 100 MB
     * @return the file that ONNX Runtime loads, whole; nothing when it is not installed
     * @throws Arc2FaceException when it is there, but damaged, or cannot be unpacked
     */
    public Optional<Path> find(ProviderLibrary library, Progress progress) {
        Optional<Wheel> wheel =
                wheels().stream().filter(it -> it.library() == library).findFirst();
        return wheel.flatMap(it -> find(it, progress));
    }

    private Optional<Path> find(Wheel wheel, Progress progress) {
        UnpackedLibrary unpacked = unpacked(wheel);
        Optional<String> damage = unpacked.isThere() ? unpacked.damage(progress) : Optional.empty();
        Path brought = imageJ.resolve(wheel.pathInImageJ());
        if ((damage.isPresent() || !unpacked.isThere()) && Files.exists(brought)) {
            install(brought, progress);
        } else if (damage.isPresent()) {
            throw new Arc2FaceException(damage.get() + " Install "
                    + wheel.library().label() + " again by Install Models.... " + wheel.advice());
        }
        return unpacked.isThere() ? Optional.of(unpacked.mainFile()) : Optional.empty();
    }

    private UnpackedLibrary unpacked(Wheel wheel) {
        return new UnpackedLibrary(own.resolve(wheel.library().folder()), wheel);
    }

    /**
     * @param progress asked whether to stop
     * @return how the library of each of {@link #wheels} is: missing, verified or damaged
     */
    public Map<Wheel, String> states(Progress progress) {
        Map<Wheel, String> states = new LinkedHashMap<>();
        for (Wheel wheel : wheels()) {
            states.put(wheel, state(wheel.library(), progress));
        }
        return states;
    }

    private String state(ProviderLibrary library, Progress progress) {
        try {
            return find(library, progress).isPresent() ? "verified" : "missing";
        } catch (Arc2FaceException e) {
            return "damaged";
        }
    }

    /**
     * @param source a file or a folder
     * @return whether it is a wheel, or a folder that holds one of a library that this plugin uses
     */
    public static boolean holdsWheels(Path source) {
        return !wheelsIn(source).isEmpty();
    }

    private static List<Path> wheelsIn(Path source) {
        if (!Files.isDirectory(source)) {
            return WheelFile.isNamed(source) ? List.of(source) : List.of();
        }
        try (Stream<Path> files = Files.list(source)) {
            return files.filter(WheelFile::isNamed)
                    .filter(WheelFile::isOfProvider)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // whoever looks for models in it tells the user
        }
    }

    /**
     * Unpacks wheels that were downloaded by hand. The source is never changed.
     *
     * @param source a wheel, or a folder that holds wheels, perhaps those of other platforms as well
     * @param progress told what is on its way
     * @return what is there now, at least one
     * @throws java.util.concurrent.CancellationException when the user asked to stop; nothing is changed
     * @throws Arc2FaceException when there is none, none is for this computer, one is not whole, or the user's folder cannot be written
     */
    public List<ProviderLibrary> install(Path source, Progress progress) {
        Platform here = platform.orElseThrow(() -> new Arc2FaceException("There are no libraries for this computer ("
                + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "), but for Linux, Windows and"
                + " Macs of today."));
        List<Path> files = wheelsIn(source);
        if (files.isEmpty()) {
            throw new Arc2FaceException("There is no wheel in " + source + ". A wheel of " + ProviderLibrary.all()
                    + " is wanted, a file whose name ends in .whl.");
        }
        List<Path> ours = files.stream()
                .filter(file -> wheels.named(file)
                        .filter(wheel -> wheel.platform() == here)
                        .isPresent())
                .toList();
        List<ProviderLibrary> installed = new ArrayList<>();
        for (Path file : ours.isEmpty() ? files : ours) {
            Wheel wheel = new WheelFile(file, wheels, here).check(progress);
            unpacked(wheel).unpack(file, progress);
            installed.add(wheel.library());
        }
        return installed;
    }
}
