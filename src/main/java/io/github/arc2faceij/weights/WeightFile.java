package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The index of one file of weights, or of one that was saved in shards: which tensors it holds and where they lie. Opening
 * reads the index only; the numbers stay on disk. The file may be replaced while no tensor is being read.
 *
 * <pre>{@code
 * WeightFile unet = WeightFile.open(WeightNames.DIFFUSERS.in(folder));
 * TensorLocation kernel = unet.get("conv_in.weight"); // F32 [320, 4, 3, 3] at offset 91234
 * Tensor bias = unet.read("conv_in.bias");
 * }</pre>
 */
public final class WeightFile {

    private static final int CHUNK = 1 << 20;

    private final Path path;
    private final Map<String, TensorLocation> tensors;
    private final Map<String, String> metadata;

    /** @param tensors by name, every one of them inside the file */
    WeightFile(Path path, Map<String, TensorLocation> tensors) {
        this(path, tensors, Map.of());
    }

    /**
     * @param tensors by name, every one of them inside the file
     * @param metadata texts by name
     */
    WeightFile(Path path, Map<String, TensorLocation> tensors, Map<String, String> metadata) {
        this.path = path;
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Opens a file of weights; its first bytes tell the format, whatever its name is. Only an index of shards is known by
     * its name, which ends in {@code .json}.
     *
     * @param file a safetensors file, the zip that torch.save writes since torch 1.6, or the index of shards of either
     * @return its index
     * @throws Arc2FaceException when the file is missing, damaged or of another format, which is named where it is known
     */
    public static WeightFile open(Path file) {
        try (FileBytes bytes = FileBytes.open(file)) {
            FileSignature.refuse(file);
            if (ShardIndex.isIndex(file)) {
                return ShardIndex.index(bytes);
            }
            if (ZipDirectory.isZip(bytes)) {
                return TorchZip.index(bytes);
            }
            FileSignature.refuseText(file);
            return Safetensors.index(bytes);
        }
    }

    /**
     * Looks into an index of shards, but opens no weights.
     *
     * @param file of weights
     * @return all files that belong to it: itself, and if it is an index the shards, which need not be there
     * @throws Arc2FaceException when it is a damaged index
     */
    public static List<Path> filesOf(Path file) {
        List<Path> files = new ArrayList<>(List.of(file));
        if (ShardIndex.isIndex(file)) {
            files.addAll(ShardIndex.shards(file));
        }
        return files;
    }

    /** @return the file, or the index of shards */
    public Path path() {
        return path;
    }

    /** @return the texts of a safetensors header by name, as whoever wrote the file chose them; a torch zip has none */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** @return where all tensors lie, in the order of the file's index */
    Collection<TensorLocation> tensors() {
        return tensors.values();
    }

    /** @return the names of all tensors, in the order of the file's index */
    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * @param name of a tensor
     * @return whether the file holds it
     */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /**
     * @param name of a tensor
     * @return where it lies
     * @throws Arc2FaceException when the file does not hold it
     */
    public TensorLocation get(String name) {
        TensorLocation location = tensors.get(name);
        if (location == null) {
            throw new Arc2FaceException("The weight file \"" + path + "\" has no tensor \"" + name
                    + "\": it belongs to another model. Install the model again.");
        }
        return location;
    }

    /**
     * Loads one tensor, converted to float32 (exact for F32, F16 and BF16).
     *
     * @param name of a tensor
     * @return its numbers
     * @throws Arc2FaceException when the file does not hold it, cannot be read, or the tensor has more than 2^31-1 numbers
     */
    public Tensor read(String name) {
        TensorLocation location = get(name);
        int[] shape = arrayShape(location);
        float[] data = new float[(int) location.count()];
        int width = location.type().bytes();
        try (FileBytes bytes = FileBytes.open(location.file())) {
            for (int at = 0; at < data.length; at += CHUNK) {
                int count = Math.min(CHUNK, data.length - at);
                long offset = location.offset() + (long) at * width;
                location.type().decode(bytes.read(offset, count * width), data, at);
            }
        }
        return Tensor.of(data, shape);
    }

    /** @return the file itself, or the index of shards and the shards that hold tensors */
    public List<Path> files() {
        return Stream.concat(Stream.of(path), tensors.values().stream().map(TensorLocation::file))
                .distinct()
                .toList();
    }

    private static int[] arrayShape(TensorLocation location) {
        List<Long> shape = location.shape();
        if (location.count() > Integer.MAX_VALUE || shape.stream().anyMatch(axis -> axis > Integer.MAX_VALUE)) {
            throw new Arc2FaceException("Tensor \"" + location.name() + "\" of the weight file \"" + location.file()
                    + "\" with the shape " + shape + " is too large to be loaded at once.");
        }
        return shape.stream().mapToInt(Long::intValue).toArray();
    }
}
