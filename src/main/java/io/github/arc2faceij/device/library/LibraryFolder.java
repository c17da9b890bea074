package io.github.arc2faceij.device.library;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
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
 * Where the libraries of execution providers lie: in a folder of the user's, into which wheels are unpacked, and in the
 * folder {@code lib} of ImageJ, into which its updater brings them.
 *
 * <pre>{@code
 * LibraryFolder libraries = LibraryFolder.in(Bundled.userFolder());
 * libraries.install(downloads.resolve("onnxruntime_ep_webgpu-0.4.0-py3-none-win_amd64.whl"), progress);
 * Optional<Path> library = libraries.find(ProviderLibrary.WEBGPU, progress);
 * }</pre>
 */
public final class LibraryFolder {

    /** In the folder of a platform, where other plugins have libraries too. */
    private static final String UPDATED = "arc2face";

    private final Wheels wheels;
    private final Optional<Platform> platform;
    private final Path own;
    private final Path updated;

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
        this.updated = imageJ.resolve(platform.map(LibraryFolder::pathInImageJ).orElse("lib"));
    }

    /**
     * @param userFolder where all lies that the plugin keeps
     * @return the libraries of this computer
     */
    public static LibraryFolder in(Path userFolder) {
        return new LibraryFolder(Wheels.published(), Platform.current(), userFolder.resolve("libraries"), imageJ());
    }

    /**
     * @param platform any
     * @param imageJ a folder that becomes ImageJ's
     * @return the libraries of that platform, installed where ImageJ's updater expects them
     */
    public static LibraryFolder forImageJ(Platform platform, Path imageJ) {
        return new LibraryFolder(
                Wheels.published(), Optional.of(platform), imageJ.resolve(pathInImageJ(platform)), imageJ);
    }

    /**
     * @param platform of an ImageJ
     * @return the folder in ImageJ's under which its updater puts the libraries, each in {@link ProviderLibrary#folder}
     */
    public static String pathInImageJ(Platform platform) {
        return "lib/" + platform.folder() + "/" + UPDATED;
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
     * @param progress asked whether to stop: a file is compared byte for byte, some 0.1 s for 100 MB
     * @return the file that ONNX Runtime loads, whole; nothing when it is not installed
     * @throws Arc2FaceException when it is there, but damaged
     */
    public Optional<Path> find(ProviderLibrary library, Progress progress) {
        String damage = "";
        for (UnpackedLibrary unpacked : places(library)) {
            Optional<String> found = unpacked.damage(progress);
            if (found.isEmpty()) {
                return Optional.of(unpacked.mainFile());
            }
            damage = found.get() + " Install " + library.label() + " again: "
                    + unpacked.wheel().advice()
                    + " Give it to Install Models..., or let ImageJ's updater repair its folder.";
        }
        if (!damage.isEmpty()) {
            throw new Arc2FaceException(damage);
        }
        return Optional.empty();
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

    private List<UnpackedLibrary> places(ProviderLibrary library) {
        return wheels().stream()
                .filter(wheel -> wheel.library() == library)
                .flatMap(wheel -> Stream.of(own, updated)
                        .map(place -> new UnpackedLibrary(place.resolve(library.folder()), wheel)))
                .filter(UnpackedLibrary::isThere)
                .toList();
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
     * @throws Arc2FaceException when none is for this computer, one is not whole, or the user's folder cannot be written
     */
    public List<ProviderLibrary> install(Path source, Progress progress) {
        Platform here = platform.orElseThrow(() -> new Arc2FaceException("There are no libraries for this computer ("
                + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "), but for Linux, Windows and"
                + " Macs of today."));
        List<Path> files = wheelsIn(source);
        List<Path> ours = files.stream()
                .filter(file -> wheels.named(file)
                        .filter(wheel -> wheel.platform() == here)
                        .isPresent())
                .toList();
        List<ProviderLibrary> installed = new ArrayList<>();
        for (Path file : ours.isEmpty() ? files : ours) {
            Wheel wheel = new WheelFile(file, wheels, here).check(progress);
            new UnpackedLibrary(own.resolve(wheel.library().folder()), wheel).unpack(file, progress);
            installed.add(wheel.library());
        }
        return installed;
    }
}
