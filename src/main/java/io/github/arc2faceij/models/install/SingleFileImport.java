package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.models.download.Downloader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/** Copies or links one file into a model folder. It gets its name when it is complete and its format was checked. */
final class SingleFileImport {

    private static final int CHUNK = 1 << 20;

    private final Path folder;
    private final InstalledFiles installed;
    private final FileFormatValidator validator = new FileFormatValidator();

    SingleFileImport(Path folder, InstalledFiles installed) {
        this.folder = folder;
        this.installed = installed;
    }

    /** Brings the bytes to another path; returns their SHA-256. */
    private interface ByteTransfer {
        String run(Path source, Path to) throws IOException;
    }

    /**
     * @param source a file, perhaps in a zip
     * @param file what it becomes
     * @param origin for the record: where it comes from
     * @param done is told the bytes so far; what it throws ends the copy
     */
    void copy(Path source, ModelFile file, String origin, LongConsumer done) {
        importFile(source, file, origin, (from, to) -> copyBytes(from, to, done));
    }

    /** The same by a hard link. */
    void link(Path source, ModelFile file, String origin, LongConsumer done) {
        importFile(source, file, origin, (from, to) -> createLink(from, to, done));
    }

    private void importFile(Path source, ModelFile file, String origin, ByteTransfer transfer) {
        Path target = file.in(folder);
        Path partial = target.resolveSibling(target.getFileName() + ".import");
        try {
            Files.createDirectories(target.getParent());
            Files.deleteIfExists(partial);
            try {
                String sha256 = transfer.run(source, partial);
                validator.validate(partial, target.getFileName().toString());
                long size = Files.size(partial);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                installed.put(file.target(), InstalledFiles.Entry.now(size, sha256, origin));
                Downloader.deletePartFile(target);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot copy " + source + " to " + target + " (" + e.getMessage()
                            + "). Check that the source is whole, that the disk has room and that you may write there.",
                    e);
        }
    }

    private static String copyBytes(Path source, Path to, LongConsumer done) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        CRC32 crc = new CRC32();
        byte[] chunk = new byte[CHUNK];
        long copied = 0;
        try (InputStream in = Files.newInputStream(source);
                OutputStream out = Files.newOutputStream(to)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, count);
                sha256.update(chunk, 0, count);
                crc.update(chunk, 0, count);
                copied += count;
                done.accept(copied);
            }
        }
        requireWhole(source, copied, crc.getValue());
        return Sha256.hex(sha256);
    }

    /** Java's zip file system does not compare what it unpacks with the zip's own checksum. */
    private static void requireWhole(Path source, long size, long crc) throws IOException {
        if (Files.size(source) != size) {
            throw new IOException(
                    "it has " + Files.size(source) + " bytes, but only " + size + " of them could be read");
        }
        if (source.getFileSystem().provider().getScheme().equals("jar")
                && !Files.getAttribute(source, "zip:crc").equals(crc)) {
            throw new IOException("its checksum is not the one in the zip");
        }
    }

    private static String createLink(Path source, Path to, LongConsumer done) throws IOException {
        try {
            Files.createLink(to, source.toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            throw new Arc2FaceException(
                    "The file " + source + " cannot be used in place (" + e.getMessage()
                            + "). It must be on the same disk as the model folder. Copy the files, or choose the"
                            + " folder itself in"
                            + " Edit > Options > Arc2Face....",
                    e);
        }
        return Sha256.of(to, done);
    }
}
