package io.github.arc2faceij.job;

import io.github.arc2faceij.common.CompleteFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that get their names when all of their bytes are on the disk. */
final class FlushedFile {

    /** Writes the bytes. */
    @FunctionalInterface
    interface Content {

        /**
         * @param out the file
         * @throws IOException when it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private FlushedFile() {}

    /**
     * @param file in a folder that exists; one of this name is replaced
     * @param content what it is to hold
     * @throws IOException when it cannot be written; what was there before stays
     */
    static void write(Path file, Content content) throws IOException {
        CompleteFile.replace(file, part -> {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
        });
    }
}
