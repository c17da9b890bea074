package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.Speed;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.image.ImageJProgress;
import io.github.arc2faceij.models.ModelKind;
import io.github.arc2faceij.request.PictureSize;
import java.util.Locale;
import java.util.OptionalDouble;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** What the commands that make pictures ask about sampling: how many, by which steps, from which noise, how large. */
abstract class SamplingCommand extends FaceCommand {

    /** Nobody gave steps or guidance: those of the sampler and the model are meant. */
    private static final int USUAL_STEPS = Integer.MIN_VALUE;

    private static final double USUAL_GUIDANCE = Double.NEGATIVE_INFINITY;

    /** Nobody gave a sampler: that of the model is meant. */
    private static final String USUAL_SAMPLER = "";

    @Parameter(
            label = "Pictures",
            description = "How many pictures to make of each face, 1 to 1000.",
            min = "1",
            max = "1000",
            callback = "tellOutlook",
            persist = false)
    private int count = 4;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading", required = false, persist = false)
    private final String samplingHeading = "<html><b>Sampling</b></html>";

    @Parameter(
            label = "Steps",
            description = "Denoising steps, 1 to 999. 25 are usual, and 4 for LCM. A macro that gives no steps"
                    + " gets this number. More steps take longer and change little.",
            initializer = "takeUsual",
            min = "1",
            max = "999",
            callback = "tellOutlook",
            persist = false)
    private int steps = USUAL_STEPS;

    @Parameter(
            label = "Guidance",
            description = "How strongly to follow the identity or the text, 0 to 30. 3 is usual for Arc2Face, 7.5 for"
                    + " Stable Diffusion, and 1 for LCM. A macro"
                    + " that gives no guidance gets this number. Up to 1 there is no guidance, and the work"
                    + " is half. Much higher numbers make the colours too strong.",
            initializer = "takeUsual",
            style = "slider,format:0.0",
            min = "0",
            max = "30",
            stepSize = "0.5",
            callback = "tellOutlook",
            persist = false)
    private double guidance = USUAL_GUIDANCE;

    @Parameter(
            label = "Sampler",
            description = "The method that turns noise into a picture. The authors of Arc2Face use DPM++ 2M, those of"
                    + " FaceStudio Euler a. A macro that gives no sampler gets the one for its model."
                    + " LCM is fast and adds the model's LCM-LoRA. The bundled model has one; for other"
                    + " models you install it. If steps and guidance have their usual values, they change"
                    + " with the sampler.",
            choices = {"DPM++ 2M", "DPM++ 2M Karras", "Euler a", "Euler", "DDIM", "LCM", "UniPC"},
            initializer = "takeUsual",
            callback = "followSampler",
            persist = false)
    private String sampler = USUAL_SAMPLER;

    @Parameter(
            label = "Seed",
            description = "Number of the noise, 0 or more. The same seed and the same settings give the same pictures.",
            min = "0",
            persist = false)
    private long seed = 42;

    @Parameter(
            label = "Noise",
            description = "Which generator of torch the seed belongs to: that of the CPU or that of CUDA.",
            choices = {"torch CPU", "torch CUDA"},
            attrs = @Attr(name = "folded", value = "Noise"),
            persist = false)
    private String noise = Noise.CPU.label();

    @Parameter(
            label = "Generators",
            description = "One per picture: the first picture has the seed, the next one seed + 1, and so on. A"
                    + " picture does not change with the number of pictures. Diffusers does this with a"
                    + " list of generators. One for all: all pictures share one stream of noise, so they"
                    + " change with the number of pictures. Diffusers does this with a single generator.",
            choices = {"One per picture", "One for all"},
            attrs = @Attr(name = "folded", value = "Noise"),
            persist = false)
    private String generators = Generators.PER_PICTURE.label();

    @Parameter(
            label = "Speed",
            description = "Exact makes the same pictures as the reference program. The other two are faster,"
                    + " and their pictures are a little different (measured with the bundled model and 25"
                    + " steps). Guidance interval takes 0.84 of the time. It has no guidance in the last"
                    + " steps: 34 dB to the exact pictures, cosine of identities 0.93. Skip deep blocks"
                    + " takes 0.47 of the time. It runs the whole network only in every third step: 34 dB,"
                    + " cosine 0.99. It needs at least 10 steps.",
            choices = {"Exact", "Guidance interval", "Skip deep blocks"},
            callback = "tellOutlook",
            persist = false)
    private String speed = Speed.EXACT.label();

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String sizeHeading = "<html><b>Size</b></html>";

    @Parameter(
            label = "Width",
            description = "Pixels: a multiple of 64 up to 1024, or 0 for the model's own size. A model draws"
                    + " best at its own size. Four times as many pixels take more than four times as long.",
            min = "0",
            max = "1024",
            stepSize = "64",
            callback = "tellOutlook",
            persist = false)
    private int width;

    @Parameter(
            label = "Height",
            description = "Pixels: a multiple of 64 up to 1024, or 0 for the model's own size.",
            min = "0",
            max = "1024",
            stepSize = "64",
            callback = "tellOutlook",
            persist = false)
    private int height;

    @Parameter(visibility = ItemVisibility.MESSAGE, initializer = "tellOutlook", required = false, persist = false)
    private String outlook = "";

    /** The sampler whose usual steps and guidance a dialog shows, unless the user edited them. */
    private SamplerType followed = SamplerType.DPMPP_2M;

    /** Called before a dialog opens, and before a macro or script runs: what they leave out is usual for sampler and model. */
    void takeUsual() {
        if (USUAL_SAMPLER.equals(sampler)) {
            followed = SamplerType.usual(kind());
            sampler = followed.label();
        }
        if (SamplerType.isLabel(sampler)) {
            SamplerType type = SamplerType.byLabel(sampler);
            steps = steps == USUAL_STEPS ? type.usualSteps() : steps;
            guidance = guidance == USUAL_GUIDANCE ? type.usualGuidance(kind()) : guidance;
        }
    }

    /** Called by dialogs when another sampler is chosen: what is usual for the one becomes what is usual for the other. */
    void followSampler() {
        SamplerType chosen = SamplerType.byLabel(sampler);
        steps = steps == followed.usualSteps() ? chosen.usualSteps() : steps;
        ModelKind kind = kind();
        guidance = guidance == followed.usualGuidance(kind) ? chosen.usualGuidance(kind) : guidance;
        followed = chosen;
        tellOutlook();
    }

    /** @return that of the model of the options; Arc2Face where there is none, which is said when the command runs */
    private ModelKind kind() {
        try {
            return Arc2FaceOptions.load(context()).settings().modelFolder().kind();
        } catch (Arc2FaceException e) {
            return ModelKind.ARC2FACE;
        }
    }

    /** Called by dialogs: where the pictures will be made, and how long it will take as far as that was measured. */
    void tellOutlook() {
        try {
            Settings settings = Arc2FaceOptions.load(context()).settings();
            int own = settings.pictureSize();
            Sampling sampling = sampling(own);
            OptionalDouble seconds = new StepTimes(context(), settings).estimate(sampling, frameCount());
            outlook = String.format(
                    Locale.ROOT,
                    "%s, %s, %d x %d pixels: %s",
                    settings.device().description(),
                    settings.modelFolder().name(),
                    sampling.width(),
                    sampling.height(),
                    seconds.isPresent() ? ImageJProgress.about(seconds.getAsDouble()) : "time not measured yet");
        } catch (Arc2FaceException e) {
            outlook = e.getMessage();
        }
    }

    /** @return how many frames a sequence has */
    int frameCount() {
        return 1;
    }

    /** @return how many pictures of each face and frame are asked for */
    final int count() {
        return count;
    }

    /**
     * @param arc2face the model
     * @param progress asked whether to stop
     * @return what the keys say about sampling
     * @throws Arc2FaceException when one cannot be used
     */
    final Sampling sampling(Arc2Face arc2face, Progress progress) {
        return sampling(arc2face.pictureSize(progress));
    }

    private Sampling sampling(int own) {
        takeUsual();
        SamplerType samplerType = SamplerType.byLabel(sampler);
        Noise noiseType = Noise.byLabel(noise);
        PictureSize size = PictureSize.of(width, height, own);
        Speed chosen = Speed.byLabel(speed);
        Generators streams = Generators.byLabel(generators);
        return new Sampling(
                count, steps, guidance, samplerType, seed, noiseType, size.width(), size.height(), chosen, streams);
    }
}
