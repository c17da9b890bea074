package io.github.arc2faceij.job;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.common.WholeFile;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.models.JsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of a data set. A shard is finished when its manifest is there: that is written last.
 *
 * @param path of the folder
 * @param pictures of the shards in it
 */
record JobFolder(Path path, ShardPictures pictures) {

    private static final long LONGEST_MANIFEST = 1L << 28;

    static JobFolder of(Job job) {
        return new JobFolder(job.output().folder(), job.output().shards());
    }

    /**
     * Makes the folder, if there is none, and says in it whose pictures it is for.
     *
     * @param job what was asked for
     * @param model fingerprint of the model
     * @param people of the job
     * @throws Arc2FaceException when it has pictures of another job
     */
    void take(Job job, String model, List<Identity> people) {
        JsonObject mark = mark(job, model, people);
        if (!Files.isDirectory(path) && !Files.isDirectory(path.getParent())) {
            throw new Arc2FaceException(
                    "There is no folder \"" + path.getParent() + "\" for the output. Make it first.");
        }
        if (Files.isRegularFile(path)) {
            throw new Arc2FaceException(
                    "\"" + path + "\" is a file, and the output needs a folder. Choose another one.");
        }
        try {
            Files.createDirectories(path); // another process may do so at the same time
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The folder \"" + path + "\" cannot be made (" + CompleteFile.reason(e)
                            + "). Check that you may write there.",
                    e);
        }
        JsonFile file = new JsonFile(path.resolve("job.json"));
        JsonObject before = file.read();
        if (before.isEmpty()) {
            file.write(mark);
        } else if (!before.equals(mark)) {
            throw otherJob(before, mark);
        }
    }

    private Arc2FaceException otherJob(JsonObject before, JsonObject mark) {
        String key = Stream.concat(mark.keySet().stream(), before.keySet().stream())
                .filter(name -> !Objects.equals(mark.get(name), before.get(name)))
                .findFirst()
                .orElseThrow();
        return new Arc2FaceException("The folder \"" + path + "\" has pictures of another job: its \"" + key + "\" is "
                + shown(before.get(key)) + ", and now it is " + shown(mark.get(key))
                + ". Choose another folder for the output, or take back the change.");
    }

    private static String shown(JsonElement value) {
        return value == null ? "not given" : value.toString();
    }

    /** Says all that pictures depend on, but no paths: another computer may have the files elsewhere. */
    private static JsonObject mark(Job job, String model, List<Identity> people) {
        JsonObject mark = job.written().deepCopy();
        mark.addProperty("seed", job.seed());
        mark.addProperty("pictures", job.pictures());
        mark.addProperty("people", hash(people));
        mark.addProperty("model", model);
        mark.addProperty(
                "head",
                job.head().isEmpty() ? "" : Path.of(job.head()).getFileName().toString());
        mark.getAsJsonObject("output").remove("folder");
        List<String> styles = job.conditions().styles().hashes();
        if (!styles.isEmpty()) {
            mark.getAsJsonObject("conditions").add("style", new Gson().toJsonTree(styles));
        }
        return mark;
    }

    private static String hash(List<Identity> people) {
        MessageDigest digest = Sha256.digest();
        people.forEach(person -> digest.update(Sha256.of(person.vector()).getBytes(StandardCharsets.US_ASCII)));
        return Sha256.hex(digest);
    }

    /**
     * @param shard from 0
     * @return its manifest, which need not be there
     */
    Path manifest(int shard) {
        return path.resolve(ShardPictures.name(shard) + ".csv");
    }

    /**
     * @param shard from 0
     * @return the identities of its accepted pictures, which need not be there
     */
    Path identities(int shard) {
        return path.resolve(ShardPictures.name(shard) + ".npy");
    }

    /**
     * @param shard from 0
     * @return whether it is finished; it may be damaged
     */
    boolean has(int shard) {
        return Files.isRegularFile(manifest(shard));
    }

    /**
     * @param shard that is finished
     * @return its lines
     * @throws IOException when it cannot be read; the message is a clause
     */
    List<PictureRow> rows(int shard) throws IOException {
        try {
            byte[] bytes = WholeFile.bytes(manifest(shard), LONGEST_MANIFEST);
            return PictureRow.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (Arc2FaceException e) {
            throw new IOException("its manifest is damaged: " + e.getMessage().replaceFirst("\\.$", ""), e);
        }
    }

    /**
     * @param shard that is finished
     * @param rows its lines
     * @return who was found in its accepted pictures that have a face, in their order
     * @throws IOException when the identities are missing or damaged; the message is a clause
     */
    List<Identity> found(int shard, List<PictureRow> rows) throws IOException {
        long faces =
                rows.stream().filter(row -> row.accepted() && row.faces() > 0).count();
        try {
            List<Identity> found = faces == 0 ? List.of() : IdentityFile.read(identities(shard));
            if (found.size() != faces) {
                throw new IOException("it has " + found.size() + " identities for " + faces + " faces");
            }
            return found;
        } catch (Arc2FaceException e) {
            throw new IOException("its identities cannot be read", e);
        }
    }

    /**
     * Reads all of a shard.
     *
     * @param shard that is finished
     * @param count how many lines it should have
     * @return what is wrong with it, a clause; empty when its pictures are what they were when it was made
     */
    Optional<String> damage(int shard, int count) {
        try {
            List<PictureRow> rows = rows(shard);
            if (rows.size() != count) {
                return Optional.of("its manifest has " + rows.size() + " lines, not " + count);
            }
            found(shard, rows);
            pictures.read(shard, accepted(rows), (row, bytes) -> {
                if (!Sha256.of(bytes).equals(row.sha256())) {
                    throw new IOException("\"" + row.file() + "\" is not what it was");
                }
            });
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage() == null ? e.toString() : CompleteFile.reason(e));
        }
    }

    static List<PictureRow> accepted(List<PictureRow> rows) {
        return rows.stream().filter(PictureRow::accepted).toList();
    }

    /**
     * Finishes a shard.
     *
     * @param shard from 0
     * @param rows its lines
     * @throws IOException when the manifest cannot be written
     */
    void finish(int shard, List<PictureRow> rows) throws IOException {
        String lines = rows.stream().map(PictureRow::line).collect(Collectors.joining("", PictureRow.header(), ""));
        FlushedFile.write(manifest(shard), out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
        removeParts(shard, rows);
    }

    /**
     * Removes what processes left of a finished shard that were killed.
     *
     * @param shard from 0
     * @param rows its lines
     * @throws IOException when something cannot be removed
     */
    void removeParts(int shard, List<PictureRow> rows) throws IOException {
        removeParts(path, ShardPictures.name(shard), List.of());
        for (Path folder : pictures.folders(shard, accepted(rows))) {
            removeParts(folder, ShardPictures.name(shard), rows);
        }
    }

    private static void removeParts(Path folder, String shard, List<PictureRow> rows) throws IOException {
        List<String> names = rows.stream()
                .map(row -> Path.of(row.file()).getFileName().toString())
                .toList();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + CompleteFile.PART)) {
            for (Path part : parts) {
                String name = part.getFileName().toString();
                if (name.startsWith(shard + ".") || names.stream().anyMatch(name::startsWith)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }
}
