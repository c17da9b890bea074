package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder or a zip in which models are looked for: the {@code models} folder of the Python project, a cache of Hugging
 * Face, what somebody saved with a browser. A bundle is found by the places of its files relative to each other, in
 * whatever folder they lie.
 */
final class SourceTree implements Closeable {

    private static final int MAX_DEPTH = 8;

    private final Path source;
    private final Path root;
    private final Optional<FileSystem> zip;
    private final List<Path> files = new ArrayList<>();

    private SourceTree(Path source, Path root, Optional<FileSystem> zip) {
        this.source = source;
        this.root = root;
        this.zip = zip;
    }

    /**
     * @param source a folder or a zip, which may itself lie in a zip
     * @param progress asked whether to stop while the files are listed
     * @return all regular files in it
     * @throws Arc2FaceException when it is neither or cannot be read
     */
    static SourceTree open(Path source, Progress progress) {
        try {
            SourceTree tree = Files.isDirectory(source)
                    ? new SourceTree(source, source.toRealPath(), Optional.empty())
                    : ofZip(source);
            tree.list(progress);
            return tree;
        } catch (IOException | ProviderNotFoundException | UnsupportedOperationException e) {
            throw new Arc2FaceException(
                    "Cannot import from " + source + " (" + e.getMessage()
                            + "). Choose a folder or a zip file that holds the models.",
                    e);
        }
    }

    private static SourceTree ofZip(Path source) throws IOException {
        FileSystem zip = FileSystems.newFileSystem(source, Map.of());
        return new SourceTree(source, zip.getPath("/"), Optional.of(zip));
    }

    private void list(Progress progress) throws IOException {
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                progress.checkCancelled();
                if (attributes.isRegularFile()) {
                    files.add(root.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // a folder that others closed, a link that leads nowhere
            }
        });
        files.sort(Comparator.naturalOrder());
    }

    /** @return what the user named */
    Path source() {
        return source;
    }

    /** @return whether the files lie in a zip */
    boolean isZip() {
        return zip.isPresent();
    }

    /**
     * Finds files that belong together: those of the folder in which most of them are, never some from one model and
     * some from another.
     *
     * @param wanted what is looked for
     * @return where they are, possibly not all of them
     */
    Map<ModelFile, Path> find(List<ModelFile> wanted) {
        Map<Path, Map<ModelFile, Path>> byFolder = new LinkedHashMap<>();
        for (ModelFile file : wanted) {
            file.names().forEach(name -> match(name)
                    .forEach((folder, path) -> byFolder.computeIfAbsent(folder, key -> new LinkedHashMap<>())
                            .putIfAbsent(file, root.resolve(path))));
        }
        return byFolder.entrySet().stream()
                .min(Comparator.<Map.Entry<Path, Map<ModelFile, Path>>>comparingInt(
                                found -> -found.getValue().size())
                        .thenComparing(found -> found.getKey().getNameCount())
                        .thenComparing(found -> found.getKey().toString()))
                .map(Map.Entry::getValue)
                .orElse(Map.of());
    }

    /** @return a file of that name, wherever it lies */
    Optional<Path> find(String fileName) {
        return files.stream()
                .filter(file -> file.getFileName().toString().equals(fileName))
                .map(root::resolve)
                .findFirst();
    }

    /** @return all files whose path ends like that, by the folder in which the path begins */
    private Map<Path, Path> match(String name) {
        int length = name.split("/").length;
        PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + name);
        Map<Path, Path> matches = new LinkedHashMap<>();
        for (Path file : files) {
            int above = file.getNameCount() - length;
            if (above >= 0 && matcher.matches(file.subpath(above, file.getNameCount()))) {
                matches.put(above == 0 ? root : root.resolve(file.subpath(0, above)), file);
            }
        }
        return matches;
    }

    @Override
    public void close() {
        try {
            if (zip.isPresent()) {
                zip.get().close();
            }
        } catch (IOException e) {
            throw new Arc2FaceException("The file " + source + " could not be closed (" + e.getMessage() + ").", e);
        }
    }
}
