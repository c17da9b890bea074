package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets one ImageJ at a time write into a model folder. The system frees the lock even when an ImageJ crashes. */
final class FolderLock {

    /** Under POSIX, opening the lock file a second time in this process and closing it would free the lock. */
    private static final Set<Path> HELD_IN_THIS_JVM = ConcurrentHashMap.newKeySet();

    private FolderLock() {}

    /**
     * @param folder created when it is missing
     * @param work done while the folder is locked
     * @throws Arc2FaceException when another one holds the lock, or the folder cannot be written
     */
    static void runLocked(Path folder, Runnable work) {
        try {
            Path place = Files.createDirectories(folder).toRealPath();
            if (!HELD_IN_THIS_JVM.add(place)) {
                throw busy(folder);
            }
            try (FileChannel channel = FileChannel.open(
                    place.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    throw busy(folder);
                }
                work.run();
            } finally {
                HELD_IN_THIS_JVM.remove(place);
            }
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot write into the model folder " + folder + " (" + e.getMessage()
                            + "). Choose another one in Edit > Options > Arc2Face..., or ask who may write there.",
                    e);
        }
    }

    private static Arc2FaceException busy(Path folder) {
        return new Arc2FaceException("Models are being installed into " + folder
                + " already, from here or from another ImageJ. Wait until that has finished, or stop it.");
    }
}
