package io.github.arc2faceij.device.library;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A file that somebody downloaded by hand, looked into: is it a wheel that this plugin knows, and whole? What it is stands
 * in it (<a href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/">METADATA and
 * WHEEL</a>), whatever name a browser gave it.
 */
final class WheelFile {

    private static final int LONGEST_TEXT = 1 << 20;

    private final Path file;
    private final Wheels wheels;
    private final Platform here;

    /**
     * @param file any file
     * @param wheels that are known
     * @param here the computer's platform
     */
    WheelFile(Path file, Wheels wheels, Platform here) {
        this.file = file;
        this.wheels = wheels;
        this.here = here;
    }

    /** @return whether a file's name says that it is a wheel */
    static boolean isNamed(Path file) {
        return file.getFileName().toString().endsWith(".whl") && Files.isRegularFile(file);
    }

    /** @return whether a file's name begins like that of a wheel that this plugin uses */
    static boolean isOfProvider(Path file) {
        return ProviderLibrary.ofDistribution(file.getFileName().toString().split("-", 2)[0])
                .isPresent();
    }

    /**
     * @param progress asked whether to stop
     * @return which wheel it is, byte for byte
     * @throws Arc2FaceException when it is no wheel, one of something else, for another platform or of another version, or
     *     when it is not whole
     */
    Wheel check(Progress progress) {
        Wheel wheel = identify();
        if (size() != wheel.size()) {
            throw wrongSize(wheel);
        }
        String sha256 = Sha256.of(file, done -> progress.checkCancelled());
        if (!sha256.equals(wheel.sha256())) {
            throw new Arc2FaceException("The file " + file + " is not the published " + wheel.fileName()
                    + ": its SHA-256 is " + sha256 + ", not " + wheel.sha256() + ". It was damaged or changed. "
                    + wheel.advice());
        }
        return wheel;
    }

    private Wheel identify() {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> metadata = lines(zip, "METADATA");
            String name = field(metadata, "Name");
            String version = field(metadata, "Version");
            ProviderLibrary library = ProviderLibrary.ofDistribution(name).orElseThrow(() -> unknown(name, version));
            Wheel wanted = wheels.of(library, here);
            if (!library.version().equals(version)) {
                throw new Arc2FaceException("The file " + file + " holds version " + version + " of " + library.label()
                        + ", but this plugin takes version " + library.version() + " only. " + wanted.advice());
            }
            requirePlatform(wanted, field(lines(zip, "WHEEL"), "Tag"));
            return wanted;
        } catch (IOException | IllegalArgumentException e) { // the latter for names that are no UTF-8
            throw noWheel(e);
        }
    }

    private void requirePlatform(Wheel wanted, String tag) {
        if (!tag.endsWith("-" + wanted.tag())) {
            String other = wheels.all().stream()
                    .filter(wheel -> wheel.library() == wanted.library() && tag.endsWith("-" + wheel.tag()))
                    .map(wheel -> wheel.platform().label())
                    .findFirst()
                    .orElse("\"" + tag + "\"");
            throw new Arc2FaceException("The file " + file + " is for " + other + ", but this computer is "
                    + here.label() + ". " + wanted.advice());
        }
    }

    private Arc2FaceException wrongSize(Wheel wheel) {
        long size = size();
        return new Arc2FaceException("The file " + file + " is not the published " + wheel.fileName() + ": it has "
                + ByteCount.text(size) + " (" + size + " bytes), not " + ByteCount.text(wheel.size()) + " ("
                + wheel.size() + " bytes). It was cut off or changed. " + wheel.advice());
    }

    private Arc2FaceException unknown(String name, String version) {
        String what = name.isEmpty() ? "no Python package" : name + " " + version;
        return new Arc2FaceException(
                "The file " + file + " holds " + what + ", but a wheel of " + ProviderLibrary.all() + " is wanted.");
    }

    /** A download that broke off is no zip any more: its list of files is at its end. */
    private Arc2FaceException noWheel(Exception e) {
        Optional<Wheel> named = wheels.named(file);
        if (named.isPresent() && size() != named.get().size()) {
            return wrongSize(named.get());
        }
        return new Arc2FaceException(
                "The file " + file + " cannot be read as a wheel (" + e.getMessage() + "). It is damaged or something"
                        + " else. A wheel of " + ProviderLibrary.all() + " is wanted.",
                e);
    }

    private long size() {
        return file.toFile().length();
    }

    /** @return the lines of a file that describes the wheel; none when there is no such file */
    private static List<String> lines(ZipFile zip, String name) throws IOException {
        Optional<? extends ZipEntry> entry = zip.stream()
                .filter(it -> it.getName().matches("[^/]+\\.dist-info/" + name))
                .findFirst();
        if (entry.isEmpty()) {
            return List.of();
        }
        try (InputStream in = zip.getInputStream(entry.get())) {
            return new String(in.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** @return the first of that name, empty when there is none */
    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst()
                .orElse("");
    }
}
