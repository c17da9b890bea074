package io.github.arc2faceij.diffusion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.condition.ipadapter.AdapterMask;
import io.github.arc2faceij.condition.ipadapter.AdapterUse;
import io.github.arc2faceij.condition.ipadapter.ImagePrompt;
import io.github.arc2faceij.condition.ipadapter.IpAdapterCondition;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.noise.NoiseSource;
import io.github.arc2faceij.diffusion.sampler.Sampler;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.engine.LoadedModel;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.weights.Goldens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole picture by diffusers: two people by masks, by an IP-Adapter for FaceID, under a text. */
class IpAdapterPictureTest {

    private static final int SIZE = 128;
    private static final int STEPS = 5;
    private static final double GUIDANCE = 5;

    @TempDir
    Path folder;

    @Test
    void twoPeopleByMasksAreTheReferences() {
        ModelFolder files = new ModelFolder(RecipeModel.writeWithIpAdapters(folder.resolve("tiny")));
        IpAdapterCondition condition = new IpAdapterCondition(List.of(new AdapterUse(
                Path.of("ip-adapter-faceid_sd15"), List.of(person(files, 0, "a"), person(files, 1, "b")), 0.8)));
        UNetOptions options = condition.addTo(UNetOptions.NONE, files);
        Sampling sampling = new Sampling(1, STEPS, GUIDANCE, SamplerType.EULER_A, 42, Noise.CPU, SIZE, SIZE);
        try (LoadedModel model = new LoadedModel(files, Device.CPU, Path.of("no head"));
                UNet unet = new UNet(files.unet(), Device.CPU, options);
                Vae vae = new Vae(files.vae(), Device.CPU)) {
            Conditioning conditioning =
                    condition.open(model, sampling, Progress.NONE).orElseThrow();
            Tensor context = Goldens.load("image/text.safetensors").get("context");
            Tensor prompt = context.slice(1, 2);
            StepInputs inputs = conditioning.begin(vae, null, Progress.NONE);
            GuidedDenoiser denoiser = new GuidedDenoiser(
                    new ConditionedUNet(unet, List.of(inputs)), context.slice(0, 1), prompt, GUIDANCE, 0, 2);
            Sampler sampler = SamplerType.EULER_A.sampler(Schedule.read(files.schedulerConfig()), STEPS);
            NoiseSource noise = sampling.noiseSource();
            Tensor start = sampler.start(noise.normal(1, unet.inChannels(), SIZE / 8, SIZE / 8));
            Tensor latents = sampler.sample(denoiser, start, noise, Progress.NONE);
            for (int i = 0; i < latents.size(); i++) {
                latents.data()[i] /= (float) vae.scalingFactor();
            }
            assertGolden(vae.decode(latents, Progress.NONE));
        }
    }

    private static ImagePrompt person(ModelFolder files, int index, String mask) {
        Tensor embeddings = Goldens.load("image/ip_faceid.safetensors").get("embeds.ab");
        Tensor vector = embeddings.reshape(4, Identity.LENGTH).slice(2 + index, 3 + index);
        String recogniser = RecipeModel.faceIdRecogniser(files);
        return new ImagePrompt(new Identity(vector.data(), recogniser, 1), "person " + mask)
                .in(AdapterMask.of(mask, TestPictures.golden("image/mask." + mask + ".png")));
    }

    private static void assertGolden(Tensor decoded) {
        Map<String, Tensor> golden = Goldens.load("image/picture_faceid_two.safetensors");
        float[] expected = golden.get("image").data();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            double value = (decoded.data()[i] / 2 + 0.5) * 255;
            sum += Math.abs(Math.min(Math.max(value, 0), 255) - expected[i]);
        }
        double difference = sum / expected.length;
        assertTrue(difference < 0.5, "the picture differs by " + difference + " of 255");
    }
}
