package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.NotEnoughMemoryException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.PassMemory;
import io.github.arc2faceij.diffusion.network.Pixels;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.NoiseSource;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.sampler.Denoiser;
import io.github.arc2faceij.diffusion.sampler.Sampler;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * From a prompt to pictures, as diffusers 0.29.2's {@code StableDiffusionPipeline}, its ControlNet and its
 * image-to-image variant do it. The networks belong to the caller, who closes them.
 *
 * <pre>{@code
 * Pipeline pipeline = new Pipeline(encoder, unet, vae, Schedule.read(file));
 * List<Picture> pictures = pipeline.generate(new PipelineRequest(identity, sampling), progress).pictures();
 * }</pre>
 */
public final class Pipeline {

    /** Shares of the time that are over after the prompts and after the denoising, for the progress. */
    private static final double PROMPTED = 0.02;

    private static final double DENOISED = 0.92;

    /** Latent positions in one pass: those of one picture of 512x512 with guidance. More are no faster on a processor. */
    private static final int POSITIONS_PER_PASS = 2 * 64 * 64;

    private final IdentityEncoder encoder;
    private final UNet unet;
    private final Vae vae;
    private final Schedule schedule;
    private final PassMemory memory;
    private LatentColors colors;

    /**
     * What came out.
     *
     * @param pictures in the order of their noise
     * @param latents [count, 4, height/8, width/8], as the UNet left them
     */
    public record Result(List<Picture> pictures, Tensor latents) {

        /**
         * Copies the list.
         *
         * @param pictures in the order of their noise
         * @param latents as the UNet left them
         */
        public Result {
            pictures = List.copyOf(pictures);
        }
    }

    /** The latents with noise, and what is to be kept of them without it. */
    private record Start(Sampler sampler, Tensor latents, Optional<Kept> kept) {

        Denoiser keeping(Denoiser denoiser) {
            return kept.<Denoiser>map(it -> new KeepingDenoiser(denoiser, sampler.levels(), it.latents(), it.mask()))
                    .orElse(denoiser);
        }
    }

    private record Kept(Tensor latents, Picture mask) {}

    /**
     * @param encoder of the prompts
     * @param unet of the same model
     * @param vae of the same model
     * @param schedule that the UNet was trained with
     */
    public Pipeline(IdentityEncoder encoder, UNet unet, Vae vae, Schedule schedule) {
        this(encoder, unet, vae, schedule, unet.memory());
    }

    Pipeline(IdentityEncoder encoder, UNet unet, Vae vae, Schedule schedule, PassMemory memory) {
        this.encoder = encoder;
        this.unet = unet;
        this.vae = vae;
        this.schedule = schedule;
        this.memory = memory;
    }

    /** @return height and width of the pictures that the model was trained with, 512 for SD 1.5 */
    public int nativeSize() {
        return unet.sampleSize() * vae.downscale();
    }

    /**
     * The same from the networks' configurations, without loading them.
     *
     * @param unet folder of a UNet
     * @param vae folder of its autoencoder
     * @return height and width of the pictures that the model was trained with
     * @throws Arc2FaceException when a configuration is missing or lacks it
     */
    public static int nativeSize(Path unet, Path vae) {
        int levels = NetworkConfig.read(vae).integers("block_out_channels").size();
        return NetworkConfig.read(unet).integer("sample_size") << levels - 1;
    }

    /**
     * @param request what is wanted
     * @param progress is told each step ("Denoising 3/25") and may stop the work within one
     * @return the pictures
     * @throws Arc2FaceException when the sizes do not fit the model or each other, or the model gives no finite numbers
     * @throws NotEnoughMemoryException when memory does not suffice for one picture at a time
     * @throws PartlyCancelledException when the user asked to stop while pictures were decoded; all are denoised together,
     *     so there is none before
     */
    public Result generate(PipelineRequest request, Progress progress) {
        request.checkFits(vae.downscale());
        try {
            return sample(request, progress);
        } catch (NotEnoughMemoryException | OutOfMemoryError e) {
            Sampling wanted = request.sampling();
            throw PassMemory.exception(wanted.count(), wanted.width(), wanted.height(), e);
        }
    }

    private Result sample(PipelineRequest request, Progress progress) {
        int rows = rows(request);
        FiniteNumbers finite = new FiniteNumbers(() -> weights(request));
        Denoiser denoiser = finite.checked(denoiser(request, rows, finite, progress));
        NoiseSource noise = request.sampling().noiseSource();
        Start start = start(request, noise, progress);
        Denoiser keeping = start.keeping(denoiser);
        Denoiser sketching = new PreviewingDenoiser(keeping, start.sampler().levels(), () -> colors(progress));
        Tensor latents = start.sampler().sample(sketching, start.latents(), noise, progress.part(PROMPTED, DENOISED));
        finite.checked(latents, progress);
        return new Result(decode(latents, finite, progress.part(DENOISED, 1)), latents);
    }

    /** @return those of all networks that the request needs, the large ones last */
    private List<WeightFile> weights(PipelineRequest request) {
        List<WeightFile> files = new ArrayList<>(encoder.weights());
        files.addAll(vae.weights());
        request.conditionings().forEach(conditioning -> files.addAll(conditioning.weights()));
        files.addAll(unet.weights());
        return files;
    }

    private Denoiser denoiser(PipelineRequest request, int rows, FiniteNumbers finite, Progress progress) {
        progress.report("Encoding the prompt", 0);
        Tensor context = finite.checked(request.prompt().context(encoder, progress), progress);
        Tensor against = finite.checked(request.prompt().against(encoder, progress), progress);
        EncodedPrompt prompt = new EncodedPrompt(request.prompt(), context, encoder);
        List<StepInputs> inputs = request.conditionings().stream()
                .map(conditioning -> conditioning.begin(vae, prompt, progress))
                .toList();
        Sampling sampling = request.sampling();
        GuidedDenoiser.Network network = sampling.speed().network(new ConditionedUNet(unet, inputs));
        return new GuidedDenoiser(
                network, against, context, sampling.guidance(), sampling.speed().lastGuided(), rows);
    }

    /** The plan comes before all work, lest a picture fail when it is half made. */
    private int rows(PipelineRequest request) {
        Sampling sampling = request.sampling();
        int height = sampling.height() / vae.downscale();
        int width = sampling.width() / vae.downscale();
        int rowsPerPicture = GuidedDenoiser.rowsPerPicture(sampling.guidance());
        int most = Math.max(rowsPerPicture, POSITIONS_PER_PASS / (height * width));
        double factor = request.conditionings().stream()
                .mapToDouble(Conditioning::memory)
                .max()
                .orElse(1);
        long each = (long) (factor * unet.activations().bytes(1, height, width));
        return memory.rows(most, each, vae.bytes(sampling.width(), sampling.height()));
    }

    private Start start(PipelineRequest request, NoiseSource noise, Progress progress) {
        Sampling sampling = request.sampling();
        int[] shape = {
            sampling.count(), unet.inChannels(), sampling.height() / vae.downscale(), sampling.width() / vae.downscale()
        };
        if (request.start().isEmpty()) {
            Sampler sampler = sampling.sampler().sampler(schedule, sampling.steps());
            return new Start(sampler, sampler.start(noise.normal(shape)), Optional.empty());
        }
        StartPicture picture = request.start().get();
        Sampler sampler = sampling.sampler().sampler(schedule, sampling.steps(), picture.strength());
        int draws = sampling.generators().number(sampling.count());
        Tensor latents = encode(picture.picture(), draws, noise, progress).repeat(sampling.count() / draws);
        Optional<Kept> kept = picture.mask().map(mask -> new Kept(latents, mask));
        return new Start(sampler, sampler.start(latents, noise.normal(shape)), kept);
    }

    /** A draw from the autoencoder's posterior for each generator, as diffusers takes it, from the same streams of noise. */
    private Tensor encode(Picture picture, int draws, NoiseSource noise, Progress progress) {
        Vae.Posterior one = vae.encode(Pixels.toTensor(picture), progress);
        Vae.Posterior posterior =
                new Vae.Posterior(one.mean().repeat(draws), one.logVariance().repeat(draws));
        Tensor latents = noise.normal(posterior.mean().shape());
        float[] data = latents.data();
        double scale = vae.scalingFactor();
        for (int i = 0; i < data.length; i++) {
            double deviation = Math.exp(posterior.logVariance().data()[i] / 2);
            data[i] = (float) (scale * (posterior.mean().data()[i] + deviation * data[i]));
        }
        return latents;
    }

    private List<Picture> decode(Tensor latents, FiniteNumbers finite, Progress progress) {
        int count = latents.dim(0);
        List<Picture> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            try {
                progress.report("Decoding " + (i + 1) + "/" + count, (double) i / count);
                Tensor decoded = vae.decode(unscaled(latents.slice(i, i + 1)), progress);
                pictures.add(Pixels.toPicture(finite.checked(decoded, progress)));
            } catch (CancellationException e) {
                throw pictures.isEmpty() ? e : new PartlyCancelledException(pictures);
            }
        }
        return pictures;
    }

    private LatentColors colors(Progress progress) {
        if (colors == null) {
            colors = LatentColors.fit(vae, unet.inChannels(), progress);
        }
        return colors;
    }

    private Tensor unscaled(Tensor latents) {
        float scale = (float) vae.scalingFactor();
        float[] data = latents.data();
        for (int i = 0; i < data.length; i++) {
            data[i] /= scale;
        }
        return latents;
    }
}
