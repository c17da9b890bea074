package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The UNet whose deep layers run in every n-th step only; between these, their last results serve again, and so do those
 * of a ControlNet (Ma et al. 2024, DeepCache, arXiv 2312.00858: uniform 1:n strategy, shallowest branch). It
 * remembers each row by itself, for memory decides from step to step which rows go together. It serves one run.
 */
final class SkippingUNet implements GuidedDenoiser.Network {

    private final ConditionedUNet whole;
    private final int interval;
    private final Map<Batch.Row, Tensor> deepByRow = new HashMap<>();

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
        UNet.Pass pass = whole.unet()
                .pass(batch.latents(), batch.timestep(), batch.context(), whole.whole(batch, progress), progress);
        for (int i = 0; i < batch.rows(); i++) {
            deepByRow.put(batch.row(i), pass.deep().slice(i, i + 1));
        }
        return pass.noise();
    }

    private Tensor shallowPass(Batch batch, Progress progress) {
        Tensor deep = Tensor.concat(IntStream.range(0, batch.rows())
                .mapToObj(i -> deepByRow.get(batch.row(i)))
                .toArray(Tensor[]::new));
        PassInputs given = whole.shallow(batch, progress);
        return whole.unet()
                .shallow()
                .predictNoise(batch.latents(), batch.timestep(), batch.context(), deep, given, progress);
    }
}
