package io.github.arc2faceij.ops;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.Arc2FaceOptions;
import io.github.arc2faceij.commands.result.GeneratedStack;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.request.GenerationRequest;
import net.imagej.ops.Op;
import net.imagej.ops.special.function.AbstractUnaryFunctionOp;
import org.scijava.Context;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * New pictures of an identity as an RGB stack with its recipe: {@code ops.run("faces.generate", identity)}, or with count,
 * steps, guidance and seed as further arguments. They are those of the command Generate Faces with the same numbers.
 */
@Plugin(type = Op.class, name = "faces.generate")
public class GenerateFacesOp extends AbstractUnaryFunctionOp<Identity, ImagePlus> {

    private static final String PERSON = "an identity";

    @Parameter
    private Context context;

    @Parameter(required = false)
    private int count = 4;

    @Parameter(required = false)
    private int steps = SamplerType.DPMPP_2M.usualSteps();

    @Parameter(required = false)
    private double guidance = SamplerType.DPMPP_2M.usualGuidance(ModelKind.ARC2FACE);

    @Parameter(required = false)
    private long seed = 42;

    @Override
    public ImagePlus calculate(Identity identity) {
        Arc2Face arc2face = Arc2FaceOptions.arc2face(context);
        int size = arc2face.pictureSize(Progress.NONE);
        Sampling sampling = new Sampling(count, steps, guidance, SamplerType.DPMPP_2M, seed, Noise.CPU, size, size);
        GenerationRequest request = new GenerationRequest(identity, PERSON, sampling);
        return GeneratedStack.of(PERSON, arc2face.generate(request, Progress.NONE));
    }
}
