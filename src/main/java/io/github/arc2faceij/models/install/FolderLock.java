package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One ImageJ at a time fills a model folder; the system frees the lock even when an ImageJ dies. */
final class FolderLock {

    /** To open the lock file a second time from here and close it would free the lock, as POSIX has it. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private FolderLock() {}

    /**
     * @param folder created when it is missing
     * @param work done while nobody else fills the folder
     * @throws Arc2FaceException when another one fills the folder, or it cannot be written
     */
    static void holding(Path folder, Runnable work) {
        try {
            Path place = Files.createDirectories(folder).toRealPath();
            if (!HELD_HERE.add(place)) {
                throw busy(folder);
            }
            try (FileChannel channel = FileChannel.open(
                    place.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    throw busy(folder);
                }
                work.run();
            } finally {
                HELD_HERE.remove(place);
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
