package io.github.arc2faceij.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many bytes may still be written to a disk. */
@FunctionalInterface
public interface FreeDiskSpace {

    /** Asks the system. */
    FreeDiskSpace OF_SYSTEM = folder -> Files.getFileStore(folder).getUsableSpace();

    /**
     * @param folder an existing folder
     * @return bytes as the system reports them; network shares beyond 2^63 bytes report negative numbers
     * @throws IOException when the system cannot tell
     */
    long reported(Path folder) throws IOException;

    /**
     * @param folder an existing folder
     * @return the bytes that may be written there, empty when the system reports a negative number
     * @throws IOException when the system cannot tell
     */
    default OptionalLong in(Path folder) throws IOException {
        long bytes = reported(folder);
        return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
