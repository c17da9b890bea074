package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.Conditions;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.UNet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The UNet whose deep layers run in every n-th step only; between these, their last results serve again, and so do those
 * of the ControlNet (Ma et al. 2024, DeepCache, arXiv 2312.00858: uniform 1:n strategy, shallowest branch). It
 * remembers each row by itself, for memory decides from step to step which rows go together. It serves one run.
 */
final class SkippingUNet implements GuidedDenoiser.Network {

    private final ConditionedUNet whole;
    private final int interval;
    private final Map<Batch.Row, Kept> keptByRow = new HashMap<>();

    /** What is kept of a whole pass for one row. */
    private record Kept(Tensor deep, ControlNet.Residuals residuals) {}

    /**
     * @param whole the UNet under its conditions
     * @param interval n; 1 skips nothing
     */
    SkippingUNet(ConditionedUNet whole, int interval) {
        this.whole = whole;
        this.interval = interval;
    }

    @Override
    public Tensor predictNoise(Batch batch, Progress progress) {
        return batch.step() % interval == 0 ? wholePass(batch, progress) : shallowPass(batch, progress);
    }

    private Tensor wholePass(Batch batch, Progress progress) {
        Conditions conditions = whole.conditions(batch, whole.residuals(batch, progress));
        UNet.Pass pass = whole.unet().pass(batch.latents(), batch.timestep(), batch.context(), conditions, progress);
        ControlNet.Residuals outermost = conditions.residuals().outermost();
        for (int i = 0; i < batch.rows(); i++) {
            keptByRow.put(batch.row(i), new Kept(pass.deep().slice(i, i + 1), outermost.slice(i, i + 1)));
        }
        return pass.noise();
    }

    private Tensor shallowPass(Batch batch, Progress progress) {
        List<Kept> kept = IntStream.range(0, batch.rows())
                .mapToObj(i -> keptByRow.get(batch.row(i)))
                .toList();
        Tensor deep = Tensor.concat(kept.stream().map(Kept::deep).toArray(Tensor[]::new));
        ControlNet.Residuals residuals =
                ControlNet.Residuals.concat(kept.stream().map(Kept::residuals).toList());
        Conditions conditions = whole.conditions(batch, residuals);
        return whole.unet()
                .shallow()
                .predictNoise(batch.latents(), batch.timestep(), batch.context(), deep, conditions, progress);
    }
}
