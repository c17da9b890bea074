package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.Speed;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.request.PictureSize;

/**
 * How the pictures are made; the keys are those of Generate Faces....
 *
 * @param sampler the method
 * @param steps of it
 * @param guidance how strongly to follow the identity
 * @param noise whose generator draws it
 * @param speed whether pictures may differ a little to be made sooner
 * @param width in pixels, 0 for the model's own
 * @param height the same
 */
record JobSampling(SamplerType sampler, int steps, double guidance, Noise noise, Speed speed, int width, int height) {

    private static final int MOST = 1024;

    static JobSampling read(JobKeys keys) {
        try {
            SamplerType sampler = SamplerType.byLabel(keys.text("sampler", SamplerType.DPMPP_2M.label()));
            JobSampling sampling = new JobSampling(
                    sampler,
                    (int) keys.whole("steps", sampler.usualSteps(), 1, MOST),
                    keys.number("guidance", sampler.usualGuidance(ModelKind.ARC2FACE), 0, MOST),
                    Noise.byLabel(keys.text("noise", Noise.CPU.label())),
                    Speed.byLabel(keys.text("speed", Speed.EXACT.label())),
                    (int) keys.whole("width", 0, 0, MOST),
                    (int) keys.whole("height", 0, 0, MOST));
            keys.end();
            sampling.of(MOST, 0);
            return sampling;
        } catch (Arc2FaceException e) {
            throw new Arc2FaceException("The job's \"sampling\" cannot be used. " + e.getMessage(), e);
        }
    }

    /**
     * @param own side of the pictures that the model was trained with, in pixels
     * @param seed of the picture
     * @return how one picture is made
     */
    Sampling of(int own, long seed) {
        PictureSize size = PictureSize.of(width, height, own);
        return new Sampling(
                1, steps, guidance, sampler, seed, noise, size.width(), size.height(), speed, Generators.PER_PICTURE);
    }
}
