package io.github.arc2faceij.updatesite;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An ImageJ folder under the rules of the updater: what is to come is downloaded to {@code update}, checked there, and
 * moved into place at the next start; an empty file in {@code update} removes the one in its place.
 */
final class UpdaterClient {

    private final Path imageJ;
    private final String platform;
    private final Map<String, OfferedFile> known = new TreeMap<>();

    /** A client for a folder on a platform. */
    UpdaterClient(Path imageJ, String platform) {
        this.imageJ = imageJ;
        this.platform = platform;
    }

    /** Learns of a site's files without installing any; a file of a later site hides that of an earlier one. */
    void know(URI site) throws IOException {
        OfferedFile.read(site).forEach((key, file) -> {
            if (file.isOffered() || !known.containsKey(key)) {
                known.put(key, file);
            }
        });
    }

    /** Adds a site as a user does: all its files for this platform come, and what they depend on from any site. */
    void add(URI site) throws IOException {
        know(site);
        for (OfferedFile file : OfferedFile.read(site).values()) {
            if (file.isOffered() && file.isFor(platform)) {
                install(file);
                for (String dependency : file.dependencies) {
                    install(known.get(IndexEntry.key(dependency)));
                }
            }
        }
        restart();
    }

    private void install(OfferedFile file) throws IOException {
        List<Path> present = versionsOf(file);
        for (Path version : present) {
            String checksum = Checksum.of(file.path, version);
            if (checksum.equals(file.checksum)) {
                return;
            }
            if (!file.oldChecksums.contains(checksum)) {
                throw new IOException(version + " was changed by the user.");
            }
            markForRemoval(version);
        }
        Path staged = imageJ.resolve("update").resolve(file.path);
        Files.createDirectories(staged.getParent());
        try (InputStream in = file.address.toURL().openStream()) {
            Files.copy(in, staged, StandardCopyOption.REPLACE_EXISTING);
        }
        verify(staged, file);
    }

    private static void verify(Path staged, OfferedFile file) throws IOException {
        if (Files.size(staged) != file.size) {
            throw new IOException("Incorrect file size for " + staged);
        }
        if (!Checksum.of(file.path, staged).equals(file.checksum)) {
            throw new IOException("Incorrect checksum for " + staged);
        }
    }

    /** Removes all files of a site, as the updater does when it is ticked off. */
    void remove(URI site) throws IOException {
        for (OfferedFile file : OfferedFile.read(site).values()) {
            for (Path version : versionsOf(file)) {
                markForRemoval(version);
            }
        }
        restart();
    }

    private void markForRemoval(Path file) throws IOException {
        Path mark = imageJ.resolve("update").resolve(imageJ.relativize(file));
        Files.createDirectories(mark.getParent());
        Files.createFile(mark);
    }

    /** The file under the name of any version. */
    private List<Path> versionsOf(OfferedFile file) throws IOException {
        Path folder = imageJ.resolve(file.path).getParent();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(other -> IndexEntry.key(pathOf(other)).equals(IndexEntry.key(file.path)))
                    .toList();
        }
    }

    private String pathOf(Path file) {
        return imageJ.relativize(file).toString().replace('\\', '/');
    }

    private void restart() throws IOException {
        Path update = imageJ.resolve("update");
        for (Path staged : files(update)) {
            Path target = imageJ.resolve(update.relativize(staged));
            if (Files.size(staged) == 0) {
                Files.deleteIfExists(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.move(staged, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        delete(update);
    }

    /** All files below the ImageJ folder, with slashes, in their order. */
    List<String> installed() throws IOException {
        return files(imageJ).stream().map(this::pathOf).sorted().toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst = new ArrayList<>(files.toList());
                Collections.reverse(deepestFirst);
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}
