package io.github.arc2faceij.diffusion;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.models.ModelFolder;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Start pictures of which a part is kept, on the bundled model. */
class StartMaskTest {

    private static final int SIZE = 64;
    private static TestModel model;
    private static Picture start;

    @BeforeAll
    static void open() {
        model = TestModel.open(
                ModelFolder.bundled().root(), ModelFolder.bundled().tokenizer());
        start = Picture.black(SIZE, SIZE);
        for (int i = 0; i < start.rgb().length; i++) {
            start.rgb()[i] = (byte) (i % 191);
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"DPMPP_2M", "EULER_A", "DDIM", "UNIPC"})
    void everySamplerComesBackToThePictureOutsideTheMask(SamplerType sampler) {
        Tensor kept = latents(sampler, mask(0));
        Tensor half = latents(sampler, mask(SIZE / 2));
        int columns = SIZE / 8;
        double inside = 0;
        for (int i = 0; i < kept.size(); i++) {
            double difference = Math.abs(kept.data()[i] - half.data()[i]);
            if (i % columns < columns / 2) {
                inside += difference / kept.size();
            } else {
                assertEquals(0, difference, 1e-3, "latent " + i);
            }
        }
        assertTrue(inside > 0.05, "changed by " + inside + " on average");
    }

    @Test
    void aWhiteMaskIsNone() {
        StartPicture all = new StartPicture(start, 0.8);
        assertClose(latents(SamplerType.DPMPP_2M, all), latents(SamplerType.DPMPP_2M, mask(SIZE)), 1e-4, "latents");
    }

    @Test
    void aMaskHasThePicturesSize() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new StartPicture(start, 1, Optional.of(Picture.black(SIZE / 2, 2 * SIZE))));
    }

    /** White in the first columns. */
    private static StartPicture mask(int columns) {
        Picture mask = Picture.black(SIZE, SIZE);
        for (int i = 0; i < mask.rgb().length; i++) {
            mask.rgb()[i] = (byte) (i / 3 % SIZE < columns ? 255 : 0);
        }
        return new StartPicture(start, 0.8, Optional.of(mask));
    }

    private static Tensor latents(SamplerType sampler, StartPicture from) {
        float[] identity = new float[512];
        identity[3] = 1;
        Sampling sampling = new Sampling(1, 3, 1, sampler, 5, Noise.CPU, SIZE, SIZE);
        PipelineRequest request = new PipelineRequest(identity, sampling).withStart(from);
        return model.pipeline().generate(request, Progress.NONE).latents();
    }
}
