package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * What a UNet is given in a pass besides latents, timestep and prompts, by the names of its inputs.
 *
 * @param perRow tensors with a row for each latent
 * @param shared the same for all latents
 * @param prompted for the latents under the identity's prompt alone; those under the empty prompt go through the UNet without
 */
public record PassInputs(Map<String, Tensor> perRow, Map<String, Tensor> shared, Map<String, Tensor> prompted) {

    /** Nothing else. */
    public static final PassInputs NONE = new PassInputs(Map.of(), Map.of(), Map.of());

    /**
     * Copies the maps.
     *
     * @param perRow tensors with a row for each latent
     * @param shared the same for all latents
     * @param prompted for the latents under the identity's prompt alone
     */
    public PassInputs {
        perRow = Map.copyOf(perRow);
        shared = Map.copyOf(shared);
        prompted = Map.copyOf(prompted);
    }

    /**
     * @param inputs tensors with a row for each latent
     * @return these alone
     */
    public static PassInputs perRow(Map<String, Tensor> inputs) {
        return new PassInputs(inputs, Map.of(), Map.of());
    }

    /**
     * @param inputs the same for all latents
     * @return these alone
     */
    public static PassInputs shared(Map<String, Tensor> inputs) {
        return new PassInputs(Map.of(), inputs, Map.of());
    }

    /**
     * @param inputs for the latents under the identity's prompt alone
     * @return these alone
     */
    public static PassInputs prompted(Map<String, Tensor> inputs) {
        return new PassInputs(Map.of(), Map.of(), inputs);
    }

    /**
     * @param more inputs of other names
     * @return both
     */
    public PassInputs with(PassInputs more) {
        return new PassInputs(union(perRow, more.perRow), union(shared, more.shared), union(prompted, more.prompted));
    }

    /** @return all by their names, for latents that are under one prompt; a new map */
    Map<String, Tensor> all() {
        return union(union(perRow, shared), prompted);
    }

    /** @return those of some latents, under the empty prompt */
    PassInputs underEmpty(int from, int to) {
        return new PassInputs(rows(from, to), shared, Map.of());
    }

    /** @return those of some latents, under the identity's prompt */
    PassInputs underPrompt(int from, int to) {
        return new PassInputs(rows(from, to), shared, prompted);
    }

    private Map<String, Tensor> rows(int from, int to) {
        Map<String, Tensor> rows = new HashMap<>();
        perRow.forEach((name, tensor) -> rows.put(name, tensor.slice(from, to)));
        return rows;
    }

    private static Map<String, Tensor> union(Map<String, Tensor> first, Map<String, Tensor> second) {
        Map<String, Tensor> both = new HashMap<>(first);
        both.putAll(second);
        return both;
    }
}
