package io.github.arc2faceij.onnx;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.TensorLocation;
import io.github.arc2faceij.weights.WeightFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The index of a LoRA file by the layers that it changes. It remembers which tensors found no layer, so that a LoRA of
 * another model is refused instead of being applied in part.
 */
final class LoraFile {

    private enum Part {
        UP,
        DOWN,
        ALPHA
    }

    private static final Map<String, Part> ENDINGS = Map.of(
            ".lora_up.weight", Part.UP,
            ".lora_down.weight", Part.DOWN,
            ".lora_B.weight", Part.UP,
            ".lora_A.weight", Part.DOWN,
            ".lora.up.weight", Part.UP,
            ".lora.down.weight", Part.DOWN,
            ".alpha", Part.ALPHA);

    private static final List<String> BEGINNINGS = List.of("lora_unet_", "unet.");

    private static final int NAMED_MISFITS = 3;

    private final Lora lora;
    private final WeightFile file;
    private final Map<String, Map<Part, TensorLocation>> layers = new HashMap<>();
    private final Map<String, String> misfits = new LinkedHashMap<>();

    /** @throws Arc2FaceException when the file is missing, damaged or empty */
    LoraFile(Lora lora) {
        this.lora = lora;
        file = WeightFile.open(lora.file());
        if (file.names().isEmpty()) {
            throw new Arc2FaceException("The LoRA " + lora.file() + " holds no tensors. Choose another file.");
        }
        file.names().forEach(this::add);
    }

    private void add(String tensor) {
        misfits.put(tensor, "is of no layer that this model has");
        ENDINGS.forEach((ending, part) -> {
            if (tensor.endsWith(ending)) {
                String layer = key(tensor.substring(0, tensor.length() - ending.length()));
                layers.computeIfAbsent(layer, key -> new EnumMap<>(Part.class)).put(part, file.get(tensor));
            }
        });
    }

    /** Kohya writes a layer's name with underscores for dots; what is left out of a name tells the network. */
    private static String key(String layer) {
        String name = layer;
        for (String beginning : BEGINNINGS) {
            if (layer.startsWith(beginning)) {
                name = layer.substring(beginning.length());
            }
        }
        return name.replace('.', '_');
    }

    /**
     * @param layer as diffusers names it
     * @param shape of its weight
     * @return what is added to the weight, if anything
     */
    Optional<LowRank> change(String layer, List<Long> shape) {
        Map<Part, TensorLocation> parts = layers.getOrDefault(key(layer), Map.of());
        if (parts.isEmpty() || !isWhole(parts) || !fits(parts, shape)) {
            return Optional.empty();
        }
        long rank = parts.get(Part.DOWN).shape().get(0);
        double alpha = parts.containsKey(Part.ALPHA)
                ? file.read(parts.get(Part.ALPHA).name()).data()[0]
                : rank;
        return Optional.of(
                new LowRank(parts.get(Part.UP), parts.get(Part.DOWN), (float) (lora.scale() * alpha / rank)));
    }

    private boolean isWhole(Map<Part, TensorLocation> parts) {
        boolean whole = parts.containsKey(Part.UP) && parts.containsKey(Part.DOWN);
        if (!whole) {
            parts.values().forEach(tensor -> misfits.put(tensor.name(), "lacks the other half of its pair"));
        }
        return whole;
    }

    /** Looks at all tensors, so that the refusal names each one that is wrong, and none that is right. */
    private boolean fits(Map<Part, TensorLocation> parts, List<Long> shape) {
        parts.values().forEach(tensor -> misfits.remove(tensor.name()));
        List<Long> down = withoutOnes(shape);
        List<Long> found = withoutOnes(parts.get(Part.DOWN).shape());
        long rank = found.isEmpty() ? 1 : Math.max(1, found.get(0));
        check(parts.get(Part.UP), List.of(down.set(0, rank), rank));
        check(parts.get(Part.DOWN), down);
        if (parts.containsKey(Part.ALPHA)) {
            check(parts.get(Part.ALPHA), List.of());
        }
        return parts.values().stream().noneMatch(tensor -> misfits.containsKey(tensor.name()));
    }

    private void check(TensorLocation tensor, List<Long> expected) {
        if (!withoutOnes(tensor.shape()).equals(expected) || !ModelWeights.isFloat(tensor)) {
            misfits.put(
                    tensor.name(),
                    "is of type " + tensor.type() + " and shape " + tensor.shape() + " instead of " + expected);
        }
    }

    /** A 1x1 convolution computes what a linear layer does, and a vector of one number is a number. */
    private static List<Long> withoutOnes(List<Long> shape) {
        int axes = shape.size();
        boolean pointwise = axes == 4 && shape.get(2) == 1 && shape.get(3) == 1;
        return new ArrayList<>(shape.equals(List.of(1L)) ? List.of() : shape.subList(0, pointwise ? 2 : axes));
    }

    /** @throws Arc2FaceException when a tensor was not asked for or does not fit, with the names of the first ones */
    void refuseMisfits() {
        if (misfits.isEmpty()) {
            return;
        }
        String first = misfits.entrySet().stream()
                .limit(NAMED_MISFITS)
                .map(misfit -> "\"" + misfit.getKey() + "\" " + misfit.getValue())
                .collect(Collectors.joining("; "));
        throw new Arc2FaceException("The LoRA " + lora.file() + " does not fit this model: of its "
                + file.names().size() + " tensors " + misfits.size() + " have no place. The first: " + first
                + ". Choose a LoRA that was made for the UNet of Stable Diffusion 1.5.");
    }
}
