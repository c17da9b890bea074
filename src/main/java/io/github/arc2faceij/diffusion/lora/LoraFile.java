package io.github.arc2faceij.diffusion.lora;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.onnx.graph.MatrixShape;
import io.github.arc2faceij.onnx.graph.WeightChange;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.FiniteCheck;
import io.github.arc2faceij.weights.TensorLocation;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The index of a LoRA file by the layers of one network that it changes. It remembers which tensors found no layer, so that a
 * LoRA of another model is refused instead of being applied in part.
 */
public final class LoraFile {

    /** A word's embedding, which a LoRA may bring along: Arc2Face's prompt does not use the word. */
    private static final String EMBEDDING = "bundle_emb.";

    private static final Pattern IN_ADAPTER = Pattern.compile("ip_adapter\\.(\\d{1,4})\\.(\\w+_lora\\..+)");

    private final Lora lora;
    private final WeightFile file;
    private final Optional<PeftConfig> config;
    private final Map<String, LoraTensors> layers = new HashMap<>();
    private final Map<String, String> misfits = new LinkedHashMap<>();

    /**
     * @param lora the file and its scale
     * @param target the network; what belongs to another one is passed over, and what belongs to none counts to the UNet
     * @throws Arc2FaceException when the file is missing, damaged or empty
     */
    public LoraFile(Lora lora, LoraTarget target) {
        this.lora = lora;
        file = WeightFile.open(lora.file());
        if (file.names().isEmpty()) {
            throw new Arc2FaceException("The LoRA " + lora.file() + " holds no tensors. Choose another file.");
        }
        config = PeftConfig.of(file, target);
        addAll(target);
    }

    private LoraFile(WeightFile file, List<String> attentions) {
        this.lora = new Lora(file.path(), 1);
        this.file = file;
        config = Optional.empty();
        for (String tensor : file.names()) {
            Matcher name = IN_ADAPTER.matcher(tensor);
            if (name.matches()) {
                int index = Integer.parseInt(name.group(1));
                String layer = index < attentions.size() ? attentions.get(index) : "attention " + index;
                misfits.put(tensor, "belongs to no layer of this model");
                LoraName.of(layer + "." + name.group(2)).ifPresent(it -> put(it, tensor));
            }
        }
    }

    /**
     * The LoRA that an IP-Adapter for FaceID brings along: its tensors are named by the number of the attention, as
     * {@code ip_adapter.0.to_q_lora.down.weight} (diffusers 0.29.2, _load_ip_adapter_loras). It has always its full strength.
     *
     * @param adapter file of the adapter
     * @param attentions of the UNet, in diffusers' order
     * @return the LoRA, if there is one
     * @throws Arc2FaceException when the file is missing or damaged
     */
    public static Optional<LoraFile> inAdapter(Path adapter, List<String> attentions) {
        WeightFile file = WeightFile.open(adapter);
        boolean isThere = file.names().stream().anyMatch(IN_ADAPTER.asMatchPredicate());
        return isThere ? Optional.of(new LoraFile(file, attentions)) : Optional.empty();
    }

    private void put(LoraName name, String tensor) {
        layers.computeIfAbsent(name.layer(), layer -> new LoraTensors()).put(name.part(), file.get(tensor));
    }

    private void addAll(LoraTarget target) {
        for (String tensor : file.names()) {
            Optional<LoraName> name = LoraName.of(tensor);
            if (name.map(LoraName::target).orElse(LoraTarget.UNET) == target && !tensor.startsWith(EMBEDDING)) {
                misfits.put(tensor, "belongs to no layer of this model");
                name.ifPresent(it -> put(it, tensor));
            }
        }
    }

    /**
     * @param loras files and scales
     * @param target the network that they are to change
     * @return all of them, in their order
     * @throws Arc2FaceException when a file is missing, damaged or no LoRA
     */
    public static List<LoraFile> all(List<Lora> loras, LoraTarget target) {
        return loras.stream().map(lora -> new LoraFile(lora, target)).toList();
    }

    /** @return whether nothing of it is for the network */
    boolean isEmpty() {
        return layers.isEmpty();
    }

    /**
     * @param layer as diffusers names it
     * @param shape of its weight
     * @return what is done to the weight, if anything
     */
    public Optional<WeightChange> change(String layer, List<Long> shape) {
        LoraTensors tensors =
                layers.getOrDefault(LoraName.key(layer), layers.get(LoraName.key(OriginalName.of(layer))));
        if (tensors == null || shape.size() < 2) {
            return Optional.empty();
        }
        tensors.all().values().forEach(tensor -> misfits.remove(tensor.name()));
        Optional<LoraKind> kind = LoraKind.of(tensors);
        if (kind.isEmpty()) {
            tensors.all().values().forEach(tensor -> misfits.put(tensor.name(), "lacks the matrices of its layer"));
            return Optional.empty();
        }
        boolean fits = fits(tensors, kind.get(), MatrixShape.of(shape));
        return fits && lora.scale() != 0 ? Optional.of(change(tensors, kind.get(), layer)) : Optional.empty();
    }

    private WeightChange change(LoraTensors tensors, LoraKind kind, String layer) {
        double trained = trainedScale(tensors, kind.rank(tensors), layer);
        if (!WeightDecomposition.isIn(tensors)) {
            return kind.change(tensors, (float) (lora.scale() * trained));
        }
        double below = tensors.has(LoraPart.MAGNITUDE) ? lora.scale() * trained : trained;
        return new WeightDecomposition(tensors, kind.change(tensors, (float) below), (float) lora.scale());
    }

    private double trainedScale(LoraTensors tensors, long rank, String layer) {
        if (tensors.has(LoraPart.ALPHA)) {
            return rank == 0 ? 1 : alpha(tensors) / rank;
        }
        return config.map(it -> it.scale(layer, rank)).orElse(1.0);
    }

    private double alpha(LoraTensors tensors) {
        TensorLocation tensor = tensors.get(LoraPart.ALPHA);
        float alpha = file.read(tensor.name()).data()[0];
        FiniteCheck.check(tensor, alpha);
        return alpha;
    }

    /** Looks at all tensors, so that the refusal names each one that is wrong, and none that is right. */
    private boolean fits(LoraTensors tensors, LoraKind kind, MatrixShape weight) {
        Map<LoraPart, List<Long>> shapes = kind.shapes(tensors, weight);
        boolean whole = tensors.all().keySet().containsAll(shapes.keySet());
        tensors.all().forEach((part, tensor) -> {
            switch (part) {
                case ALPHA -> check(tensor, tensor.count() == 1, "a number");
                case DORA_SCALE, MAGNITUDE -> {
                    long count = WeightDecomposition.magnitudes(tensors, weight);
                    check(
                            tensor,
                            tensor.count() == count && DataType.FLOATS.contains(tensor.type()),
                            "[" + count + "]");
                }
                default -> checkMatrix(tensors, part, shapes.get(part), whole);
            }
        });
        return tensors.all().values().stream().noneMatch(tensor -> misfits.containsKey(tensor.name()));
    }

    private void checkMatrix(LoraTensors tensors, LoraPart part, List<Long> expected, boolean whole) {
        TensorLocation tensor = tensors.get(part);
        if (!whole) {
            misfits.put(tensor.name(), "lacks another tensor of its layer");
        } else if (expected == null) {
            misfits.put(tensor.name(), "is one too many for its layer");
        } else {
            boolean fits = expected.equals(List.of(tensors.rows(part), tensors.columns(part)))
                    && tensor.count() == expected.get(0) * expected.get(1);
            check(tensor, fits && DataType.FLOATS.contains(tensor.type()), expected.toString());
        }
    }

    private void check(TensorLocation tensor, boolean fits, String expected) {
        if (!fits) {
            misfits.put(
                    tensor.name(),
                    "is of type " + tensor.type() + " and shape " + tensor.shape() + " instead of " + expected);
        }
    }

    /** @throws Arc2FaceException when a tensor was not asked for or does not fit, with the names of the first ones */
    public void refuseMisfits() {
        if (!misfits.isEmpty()) {
            throw new LoraRefusal(file).of(misfits);
        }
    }
}
