package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.network.PassInputs;

/** What the UNet is given in each step of one run. */
@FunctionalInterface
public interface StepInputs {

    /**
     * @param batch that goes through the UNet
     * @param progress asked whether to stop
     * @return what it is given with that batch
     */
    PassInputs of(Batch batch, Progress progress);

    /**
     * @param batch that goes through the shallow UNet, all rows of which went through the whole UNet before
     * @param progress asked whether to stop
     * @return what it is given with that batch; of residuals, {@code down_0} as in the whole pass
     */
    default PassInputs shallow(Batch batch, Progress progress) {
        return of(batch, progress);
    }
}
