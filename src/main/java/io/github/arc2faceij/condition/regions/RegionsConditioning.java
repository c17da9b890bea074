package io.github.arc2faceij.condition.regions;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.Batch;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.EncodedPrompt;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.StepInputs;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.Vae;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * People in regions, for a UNet with a {@link RegionAdapter}. What no region covers, and the empty prompt that guidance leads
 * away from, stay as they are without regions.
 *
 * @param identities of unit length, 512 numbers each
 * @param masks where they are, as many; where several overlap, their attentions are added
 * @param levels of the UNet, each of half the resolution of the one before
 */
public record RegionsConditioning(List<float[]> identities, List<RegionMask> masks, int levels)
        implements Conditioning {

    /** Queries and results of each region, beside what a pass of SD 1.5 takes. */
    private static final double MEMORY_PER_REGION = 0.05;

    @Override
    public void check(Sampling sampling) {
        masks.forEach(mask -> sampling.checkSize("mask of a region", mask.width(), mask.height()));
    }

    @Override
    public double memory() {
        return 1 + MEMORY_PER_REGION * masks.size();
    }

    @Override
    public StepInputs begin(Vae vae, EncodedPrompt prompt, Progress progress) {
        Tensor prompts = Tensor.concat(identities.stream()
                .map(identity -> prompt.of(identity, progress))
                .toArray(Tensor[]::new));
        RegionMask first = masks.get(0);
        Map<String, Tensor> masksByInput =
                masksByInput(first.width() / vae.downscale(), first.height() / vae.downscale());
        PassInputs shared = PassInputs.shared(Map.of(RegionAdapter.PROMPTS, prompts));
        return (batch, asked) -> shared.with(PassInputs.perRow(rows(masksByInput, batch)));
    }

    /** @return the masks at the size of each level, [1, regions, pixels] */
    private Map<String, Tensor> masksByInput(int width, int height) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (int level = 0; level < levels; level++) {
            int columns = halved(width, level);
            int rows = halved(height, level);
            Tensor all = Tensor.zeros(1, masks.size(), columns * rows);
            for (int i = 0; i < masks.size(); i++) {
                float[] small = masks.get(i).downsampled(columns, rows);
                System.arraycopy(small, 0, all.data(), i * small.length, small.length);
            }
            inputs.put(RegionAdapter.MASKS + level, all);
        }
        return inputs;
    }

    /** Each level of a UNet halves, rounding up. */
    private static int halved(int length, int times) {
        return length + (1 << times) - 1 >> times;
    }

    /** Rows under the empty prompt have no regions. */
    private static Map<String, Tensor> rows(Map<String, Tensor> masks, Batch batch) {
        Map<String, Tensor> rows = new HashMap<>();
        masks.forEach((input, mask) -> {
            Tensor all = Tensor.zeros(batch.rows(), mask.dim(1), mask.dim(2));
            for (int i = batch.empty(); i < batch.rows(); i++) {
                System.arraycopy(mask.data(), 0, all.data(), i * mask.size(), mask.size());
            }
            rows.put(input, all);
        });
        return rows;
    }
}
