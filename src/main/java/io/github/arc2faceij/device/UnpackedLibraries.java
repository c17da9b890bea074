package io.github.arc2faceij.device;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The folders of temporary files that ONNX Runtime's Java side unpacks its libraries into, a new one in each process. It asks
 * for a folder to be deleted before the library that is still in it, so that each process leaves one behind. Here the own
 * one goes at the end of the process, and those of processes that have ended go at the next start: of Windows, which
 * keeps loaded libraries, and of processes that were killed.
 *
 * <p>A lock on a file in it, which the system gives up with the process, says that a folder is in use. Without that file,
 * only an empty folder is surely nobody's: while its process runs there is a library in it.
 */
final class UnpackedLibraries {

    private static final String BEGINNING = "onnxruntime-java";
    private static final String LOCK = "arc2face.lock";

    /** A process needs less from making its folder to unpacking the first library into it. */
    private static final Duration UNPACKING = Duration.ofMinutes(1);

    private UnpackedLibraries() {}

    /** To be called once, when ONNX Runtime has started. What cannot be deleted stays: it is no reason to stop anybody. */
    static void clean() {
        // In this order: on Linux, who closes a file once more gives up all locks that his process has on it.
        deleteStale(Path.of(System.getProperty("java.io.tmpdir")));
        own().ifPresent(UnpackedLibraries::deleteAtEnd);
    }

    /** @return this process's folder, which ONNX Runtime tells nobody; empty where it had nothing to unpack */
    private static Optional<Path> own() {
        try {
            var field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
            field.setAccessible(true);
            return Optional.ofNullable((Path) field.get(null)).filter(Files::isDirectory);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty(); // another version of ONNX Runtime, which keeps it elsewhere
        }
    }

    private static void deleteAtEnd(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                close(lock);
                delete(folder);
            }));
        } catch (IOException e) {
            // No room or no right to write there: the folder stays, as ONNX Runtime would leave it.
        }
    }

    private static void close(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            // The process ends, and its locks with it.
        }
    }

    /** @param temporary where the folders are */
    static void deleteStale(Path temporary) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, BEGINNING + "*")) {
            for (Path folder : folders) {
                if (isStale(folder)) {
                    delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Somebody else's folders cannot be looked into.
        }
    }

    private static boolean isStale(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.exists(file)) {
            String[] content = folder.toFile().list();
            Instant changed = Instant.ofEpochMilli(folder.toFile().lastModified());
            return content != null
                    && content.length == 0
                    && changed.isBefore(Instant.now().minus(UNPACKING));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false; // this process's own, or another user's
        }
    }

    private static void delete(Path folder) {
        File[] files = folder.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            file.delete();
        }
        folder.toFile().delete();
    }
}
