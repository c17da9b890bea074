package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.PickleException;

/**
 * The zip form of torch.save (torch 1.6 and later): a pickle {@code archive/data.pkl} of dicts of tensors, and the
 * numbers of storage k in {@code archive/data/k}, stored as they are. The names of nested dicts are joined by dots. A TorchScript
 * archive (torch.jit.save) is the same with modules in place of dicts, and with a program, which is left alone.
 */
final class TorchZip {

    private static final String PICKLE = "/data.pkl";
    /** A state dict of a thousand tensors takes 0.15 MB. */
    private static final int LONGEST_PICKLE = 4 << 20;

    private static final int DEEPEST_DICT = 8;

    private final FileBytes file;
    private final Map<String, ZipDirectory.Content> contents;
    private final String root;
    private final Map<String, TensorLocation> tensors = new LinkedHashMap<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private TorchZip(FileBytes file) {
        this.file = file;
        this.contents = ZipDirectory.read(file);
        List<String> pickles =
                contents.keySet().stream().filter(name -> name.endsWith(PICKLE)).toList();
        require(pickles.size() == 1, "it has " + pickles.size() + " entries named data.pkl, but a torch file has one");
        this.root = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length() + 1);
    }

    /**
     * @param file a zip file that torch.save wrote
     * @return its index
     * @throws Arc2FaceException when anything in it is not as torch writes it, or it holds more than tensors
     */
    static WeightFile index(FileBytes file) {
        TorchZip zip = new TorchZip(file);
        zip.requireLittleEndian();
        zip.add("", stateDict(zip.unpickle()), 0);
        return new WeightFile(file.path(), zip.tensors);
    }

    private Object unpickle() {
        ZipDirectory.Content pickle = content("data.pkl");
        require(pickle.length() <= LONGEST_PICKLE, "its data.pkl of " + pickle.length() + " bytes is too long");
        try {
            return TensorPickle.read(file.read(pickle.offset(), (int) pickle.length()));
        } catch (PickleException e) {
            if (contents.containsKey(root + "constants.pkl")) {
                throw new Arc2FaceException(
                        "The file \"" + file.path() + "\" is a TorchScript archive that cannot be read"
                                + " without running the program in it, which is never done: " + e.getMessage()
                                + ". Get the same weights as safetensors or as a state dict of torch.save.",
                        e);
            }
            throw file.damaged("its data.pkl was refused: " + e.getMessage(), e);
        }
    }

    private void requireLittleEndian() {
        if (contents.containsKey(root + "byteorder")) {
            ZipDirectory.Content content = content("byteorder");
            int length = (int) Math.min(content.length(), "little".length());
            String order = StandardCharsets.US_ASCII
                    .decode(file.read(content.offset(), length))
                    .toString();
            require(order.equals("little"), "its byte order is \"" + order + "\", only \"little\" can be read");
        }
    }

    /** A checkpoint of a training is a dict with the weights in it as "state_dict", as PyTorch Lightning names them. */
    private static Object stateDict(Object saved) {
        return saved instanceof Map<?, ?> dict && dict.get("state_dict") instanceof Map<?, ?> weights ? weights : saved;
    }

    /** Torch saves numbers and texts beside the tensors of a training checkpoint; they are left out. */
    private void add(String name, Object value, int depth) {
        if (value instanceof TensorPickle.View view) {
            require(tensors.put(name, location(name, view)) == null, "it has the tensor \"" + name + "\" twice");
        } else if (value instanceof Map<?, ?> dict) {
            // A dict within itself, or ten within ten within ten of the same, would never end.
            require(
                    visited.add(dict) && depth < DEEPEST_DICT,
                    "its dict \"" + name + "\" is nested too deep or used twice");
            String prefix = name.isEmpty() ? "" : name + ".";
            dict.forEach((key, item) -> add(prefix + key, item, depth + 1));
        }
    }

    private TensorLocation location(String name, TensorPickle.View view) {
        TensorPickle.Storage storage = view.storage();
        DataType type = storage.type();
        ZipDirectory.Content content = content("data/" + storage.key());
        require(
                content.length() % type.bytes() == 0 && content.length() / type.bytes() == storage.count(),
                "the storage of tensor \"" + name + "\" has " + content.length() + " bytes instead of "
                        + storage.count() + " numbers of type " + type);
        requireContiguous(name, view);
        try {
            long length = TensorLocation.bytes(name, type, view.shape());
            require(
                    0 <= view.offset() && view.offset() <= (content.length() - length) / type.bytes(),
                    "tensor \"" + name + "\" of shape " + view.shape() + " at number " + view.offset()
                            + " is not within its storage of " + storage.count() + " numbers");
            long offset = content.offset() + view.offset() * type.bytes();
            return new TensorLocation(name, file.path(), offset, length, type, view.shape());
        } catch (IllegalArgumentException e) {
            throw file.damaged(e.getMessage(), e);
        }
    }

    private void requireContiguous(String name, TensorPickle.View view) {
        List<Long> shape = view.shape();
        List<Long> strides = view.strides();
        boolean contiguous = shape.size() == strides.size();
        long stride = 1;
        for (int axis = shape.size() - 1; contiguous && axis >= 0; axis--) {
            contiguous = shape.get(axis) == 1 || strides.get(axis) == stride;
            stride *= shape.get(axis);
        }
        require(
                contiguous || shape.contains(0L),
                "tensor \"" + name + "\" of shape " + shape + " lies in the file with the strides " + strides
                        + ", not row by row; save it again after .contiguous()");
    }

    private ZipDirectory.Content content(String entry) {
        ZipDirectory.Content content = contents.get(root + entry);
        require(content != null, "its entry \"" + root + entry + "\" is missing");
        return content;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw file.damaged(otherwise);
        }
    }
}
