package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.FreeDiskSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The weights of a file in half precision, made once and kept beside the file. A copy that was made from another state of
 * the file, or that is damaged, is made again. Files that are in half precision already need none.
 *
 * <pre>{@code
 * WeightFile weights = new Float16Copy(WeightNames.DIFFUSERS.in(folder)).open();
 * }</pre>
 */
public final class Float16Copy {

    private static final String SUFFIX = ".float16-copy.safetensors";

    private final Path file;
    private final Path copy;
    private final FreeDiskSpace disk;

    /** @param file of weights, or the index of their shards */
    public Float16Copy(Path file) {
        this(file, FreeDiskSpace.OF_SYSTEM);
    }

    /** @param disk asked before anything is written */
    Float16Copy(Path file, FreeDiskSpace disk) {
        this.file = file;
        this.copy = file.resolveSibling(file.getFileName() + SUFFIX);
        this.disk = disk;
    }

    /** @return where the copy is kept */
    public Path path() {
        return copy;
    }

    /**
     * Takes as long as reading the file when there is no copy yet, and checks all bytes of the copy when there is one.
     *
     * @return the copy's tensors, or the file's own when they are in half precision
     * @throws Arc2FaceException when the file cannot be read or holds numbers too large for half precision, or the copy
     *     cannot be written; nothing half-written stays behind
     */
    public WeightFile open() {
        WeightFile source = WeightFile.open(file);
        List<TensorLocation> numbers = HalfWriter.floats(source);
        if (numbers.stream().allMatch(tensor -> tensor.type() == DataType.F16)) {
            return source;
        }
        try {
            String state = state(source.files());
            if (!HalfWriter.isWhole(copy, state)) {
                make(new HalfWriter(source, numbers, state));
            }
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The float16 copy of the weights \"" + file + "\" cannot be written (" + e
                            + "). Check that you may write there, or choose float32 in Edit > Options > Arc2Face.",
                    e);
        }
        return WeightFile.open(copy);
    }

    private static String state(List<Path> files) throws IOException {
        List<String> states = new ArrayList<>();
        for (Path file : files) {
            states.add(Files.size(file) + " bytes of "
                    + Files.getLastModifiedTime(file).toMillis());
        }
        return String.join(", ", states);
    }

    private void make(HalfWriter writer) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        OptionalLong free = disk.in(folder);
        if (free.isPresent() && free.getAsLong() < writer.bytes()) {
            throw new Arc2FaceException("The float16 copy of the weights \"" + file + "\" takes "
                    + ByteCount.text(writer.bytes()) + ", but only " + ByteCount.text(free.getAsLong())
                    + " are free. Free some space, or"
                    + " choose float32 in Edit > Options > Arc2Face.");
        }
        CompleteFile.replace(copy, writer::write);
    }

    /** @return whether there is one, usable or not */
    public boolean exists() {
        return Files.exists(copy);
    }

    /**
     * Deletes the copy, and what an interrupted making of one has left behind.
     *
     * @throws Arc2FaceException when it cannot be deleted
     */
    public void delete() {
        String name = copy.getFileName().toString();
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            for (Path found : files.toList()) {
                String other = found.getFileName().toString();
                if (other.equals(name) || other.startsWith(name) && other.endsWith(CompleteFile.PART)) {
                    Files.delete(found);
                }
            }
        } catch (IOException e) {
            throw new Arc2FaceException("The float16 copy \"" + copy + "\" cannot be deleted: " + e + ".", e);
        }
    }
}
