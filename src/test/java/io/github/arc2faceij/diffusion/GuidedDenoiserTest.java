package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.NotEnoughMemoryException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        Tensor input = Tensor.zeros(9, 4, 8, 8);
        for (int i = 0; i < input.size(); i++) {
            input.data()[i] = i / (float) input.size();
        }
        Tensor whole = input.copy();
        for (int i = 0; i < whole.size(); i++) {
            whole.data()[i] = (float) Math.tanh(whole.data()[i] + 0.25);
        }
        assertClose(whole, denoiser(0).predictNoise(input, 500, Progress.NONE), 1e-6, "unguided");
        assertEquals(List.of(8, 1), batches());
        latents.clear();
        denoiser(2).predictNoise(input, 500, Progress.NONE);
        assertEquals(List.of(8, 8, 2), batches());
    }

    /** Every split gives exactly the numbers that one pass over all gives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8})
    void memoryForFewerRowsGivesTheSameNumbers(int memory) {
        Tensor input = Tensor.of(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f}, 6, 1, 1, 1);
        for (double guidance : new double[] {1, 3}) {
            Tensor whole = new GuidedDenoiser(this::answer, EMPTY, PROMPT, guidance, 0, 12)
                    .predictNoise(input, 5, Progress.NONE);
            GuidedDenoiser tight = new GuidedDenoiser(shortOfMemory(memory), EMPTY, PROMPT, guidance, 0, 12);
            assertClose(whole, tight.predictNoise(input, 5, Progress.NONE), 0, memory + " rows");
            assertClose(whole, tight.predictNoise(input, 5, Progress.NONE), 0, "again");
        }
    }

    @Test
    void whatHasFailedIsNotTriedAgain() {
        int[] failures = {0};
        GuidedDenoiser denoiser = new GuidedDenoiser(
                (batch, progress) -> {
                    if (batch.rows() > 3) {
                        failures[0]++;
                        throw new NotEnoughMemoryException("Full.");
                    }
                    return answer(batch, progress);
                },
                EMPTY,
                PROMPT,
                3,
                0,
                12);
        denoiser.predictNoise(Tensor.zeros(6, 1, 1, 1), 5, Progress.NONE);
        assertEquals(2, failures[0]); // with 12 and with 6 rows
        denoiser.predictNoise(Tensor.zeros(6, 1, 1, 1), 4, Progress.NONE);
        assertEquals(2, failures[0]);
        assertEquals(12, latents.size());
    }

    @Test
    void memoryForLessThanOneRowIsAFailure() {
        GuidedDenoiser denoiser = new GuidedDenoiser(shortOfMemory(0), EMPTY, PROMPT, 3, 0, 8);
        assertThrows(
                NotEnoughMemoryException.class,
                () -> denoiser.predictNoise(Tensor.zeros(5, 1, 1, 1), 5, Progress.NONE));
    }

    /** A large batch may not fit into Java's own memory either. */
    @Test
    void javasMemoryIsMemoryToo() {
        int[] failures = {0};
        GuidedDenoiser.Network network = (batch, progress) -> {
            if (batch.rows() > 2) {
                failures[0]++;
                throw new OutOfMemoryError("Java heap space");
            }
            return answer(batch, progress);
        };
        Tensor noise = new GuidedDenoiser(network, EMPTY, PROMPT, 3, 0, 8)
                .predictNoise(Tensor.zeros(4, 1, 1, 1), 5, Progress.NONE);
        assertEquals(4, noise.dim(0));
        assertEquals(2, failures[0]);
    }

    private GuidedDenoiser.Network shortOfMemory(int rows) {
        return (batch, progress) -> {
            if (batch.rows() > rows) {
                throw new NotEnoughMemoryException("Full.");
            }
            return answer(batch, progress);
        };
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

    /** At most 8 rows at once. */
    private GuidedDenoiser denoiser(double guidance) {
        return new GuidedDenoiser(this::answer, EMPTY, PROMPT, guidance, 0, 8);
    }

    private Tensor answer(Batch batch, Progress progress) {
        latents.add(batch.latents());
        empties.add(batch.empty());
        contexts.add(batch.context());
        Tensor answer = batch.latents().copy();
        int picture = answer.size() / batch.rows();
        for (int i = 0; i < answer.size(); i++) {
            answer.data()[i] =
                    (float) Math.tanh(answer.data()[i] + batch.context().data()[i / picture]);
        }
        return answer;
    }
}
