package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.graph.UNetAdapter;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a UNet is given besides latents, timestep and prompts. What it can follow but is not asked to gets an input without
 * effect; what it cannot follow is refused.
 *
 * @param inputs the shape of each of the UNet's inputs by name
 * @param adapters that it was opened with
 */
record UNetInputs(Map<String, long[]> inputs, List<UNetAdapter> adapters) {

    /**
     * @param given what is to be followed
     * @param rows how many latents
     * @return the inputs by name; a new map
     * @throws Arc2FaceException when the ControlNet is of another model, or an adapter is missing
     */
    Map<String, Tensor> of(PassInputs given, int rows) {
        Map<String, Tensor> wanted = given.all();
        Map<String, Tensor> values = new HashMap<>(residuals(wanted.keySet()));
        adapters.forEach(adapter -> values.putAll(adapter.withoutEffect(inputs, rows)));
        refuseUnknown(wanted.keySet());
        values.putAll(wanted);
        return values;
    }

    /** @return residuals without effect, unless some are given */
    private Map<String, Tensor> residuals(Set<String> given) {
        Set<String> taken = residualNames(inputs.keySet());
        Set<String> residuals = residualNames(given);
        if (!residuals.isEmpty() && !residuals.equals(taken)) {
            throw new Arc2FaceException("The ControlNet does not belong to this UNet: it gives " + residuals.size()
                    + " residuals, but the UNet takes " + taken.size()
                    + ". Install the ControlNet that was made for this model.");
        }
        Tensor nothing = Tensor.zeros(1, 1, 1, 1);
        return taken.stream().collect(Collectors.toMap(input -> input, input -> nothing));
    }

    private static Set<String> residualNames(Set<String> names) {
        return names.stream()
                .filter(input -> input.equals(UNetGraph.MIDDLE) || input.startsWith(UNetGraph.DOWN))
                .collect(Collectors.toSet());
    }

    private void refuseUnknown(Set<String> given) {
        SortedSet<String> unknown = new TreeSet<>(given);
        unknown.removeAll(inputs.keySet());
        if (!unknown.isEmpty()) {
            throw new Arc2FaceException(
                    "The UNet takes no \"" + unknown.first()
                            + "\": it was opened without the adapter that the pictures need. Install that adapter and choose it.");
        }
    }
}
