package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** With a network that answers tanh(latent + context) and remembers its batches. */
class GuidedDenoiserTest {

    private static final Tensor EMPTY = Tensor.of(new float[] {-0.5f}, 1, 1, 1);
    private static final Tensor PROMPT = Tensor.of(new float[] {0.25f}, 1, 1, 1);

    private final List<Tensor> latents = new ArrayList<>();
    private final List<Tensor> contexts = new ArrayList<>();
    private final List<Integer> empties = new ArrayList<>();

    @Test
    void guidanceGoesFromTheEmptyPromptPastTheIdentitys() {
        Tensor input = Tensor.of(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f}, 2, 4, 1, 1);
        Tensor expected = input.copy();
        for (int i = 0; i < 8; i++) {
            double empty = Math.tanh(input.data()[i] - 0.5);
            double prompt = Math.tanh(input.data()[i] + 0.25);
            expected.data()[i] = (float) (empty + 3 * (prompt - empty));
        }
        assertClose(expected, denoiser(3).predictNoise(input, 500, Progress.NONE), 1e-6, "guided");
        assertClose(Tensor.concat(input, input), latents.get(0), 0, "the batch");
        assertClose(Tensor.concat(EMPTY, EMPTY, PROMPT, PROMPT), contexts.get(0), 0, "the contexts");
        assertEquals(List.of(2), empties);
    }

    @Test
    void guidanceUpToOneAsksOnlyForThePrompt() {
        Tensor input = Tensor.zeros(2, 4, 1, 1);
        Tensor noise = denoiser(1).predictNoise(input, 500, Progress.NONE);
        assertEquals((float) Math.tanh(0.25), noise.data()[0]);
        assertClose(input, latents.get(0), 0, "the batch");
        assertClose(Tensor.concat(PROMPT, PROMPT), contexts.get(0), 0, "the contexts");
        assertEquals(List.of(0), empties);
    }

    @Test
    void manyPicturesGoThroughInPartsAndComeOutInOrder() {
        Tensor input = Tensor.zeros(5, 4, 64, 32);
        for (int i = 0; i < input.size(); i++) {
            input.data()[i] = i / (float) input.size();
        }
        Tensor whole = input.copy();
        for (int i = 0; i < whole.size(); i++) {
            whole.data()[i] = (float) Math.tanh(whole.data()[i] + 0.25);
        }
        assertClose(whole, denoiser(0).predictNoise(input, 500, Progress.NONE), 1e-6, "unguided");
        assertEquals(List.of(4, 1), batches());
        latents.clear();
        denoiser(2).predictNoise(input, 500, Progress.NONE);
        assertEquals(List.of(4, 4, 2), batches());
    }

    @Test
    void aPictureLargerThanThePassGoesAlone() {
        denoiser(3).predictNoise(Tensor.zeros(2, 4, 128, 128), 500, Progress.NONE);
        assertEquals(List.of(2, 2), batches());
    }

    @Test
    void aWishToStopIsHeardBetweenTheParts() {
        Progress progress = new Progress() {
            @Override
            public void report(String task, double fraction) {}

            @Override
            public void checkCancelled() {
                if (latents.size() == 2) {
                    throw new CancellationException();
                }
            }
        };
        Tensor input = Tensor.zeros(9, 4, 64, 64);
        assertThrows(CancellationException.class, () -> denoiser(3).predictNoise(input, 500, progress));
        assertEquals(2, latents.size());
    }

    private List<Integer> batches() {
        return latents.stream().map(batch -> batch.dim(0)).toList();
    }

    private GuidedDenoiser denoiser(double guidance) {
        return new GuidedDenoiser(this::answer, EMPTY, PROMPT, guidance);
    }

    private Tensor answer(Tensor batch, double timestep, Tensor context, int empty, Progress progress) {
        latents.add(batch);
        empties.add(empty);
        contexts.add(context);
        Tensor answer = batch.copy();
        int picture = batch.size() / batch.dim(0);
        for (int i = 0; i < answer.size(); i++) {
            answer.data()[i] = (float) Math.tanh(answer.data()[i] + context.data()[i / picture]);
        }
        return answer;
    }
}
