package io.github.arc2faceij;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.pose.HeadPoints;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.request.Adapters;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.PoseRequest;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Pictures of the tiny model by formula that every kind of network takes part in: detector, landmarks, recogniser, encoder,
 * UNet with LCM-LoRA, pose ControlNet and autoencoder.
 */
final class TinyPictures {

    static final String UNET = "arc2face/diffusion_pytorch_model.safetensors";
    static final String CONTROLNET = "controlnet/diffusion_pytorch_model.safetensors";
    static final String VAE = "vae/diffusion_pytorch_model.safetensors";
    static final String ENCODER = "encoder/pytorch_model.bin";
    static final String LORA = "lcm-lora-sdv1-5/pytorch_lora_weights.safetensors";

    private static final int SIZE = 128;
    private static final Sampling LCM = new Sampling(1, 2, 1, SamplerType.LCM, 7, Noise.CPU, SIZE, SIZE);

    private TinyPictures() {}

    /** @return the folder, with a model in float32 */
    static Path model(Path folder) {
        return model(folder, DataType.F32);
    }

    /** @return the folder, with a model */
    static Path model(Path folder, DataType type) {
        try {
            RecipeModel.write(folder);
            if (type != DataType.F32) {
                RecipeWeights.writeFolder("tiny", folder, type);
            }
            Files.createDirectories(folder.resolve(LORA).getParent());
            RecipeLora.writeKohya(folder.resolve(LORA));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return red, green and blue of the model's picture of a photo, in a pose */
    static byte[] pixels(Path model) {
        return pixels(model, Adapters.NONE);
    }

    static byte[] pixels(Path model, Adapters adapters) {
        try (Arc2Face arc2face = new Arc2Face(new ModelFolder(model), Device.CPU)) {
            var photo = TestPictures.of(
                    ImageIO.read(Path.of("test-images/astronaut.png").toFile()));
            var face = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                    .get(0);
            Identity identity = arc2face.identify(photo, face, Progress.NONE);
            var shape = arc2face.fitHead(HeadPoints.of(face.landmarks())).shape();
            GenerationRequest request = new GenerationRequest(identity, "astronaut.png", LCM)
                    .withPose(new PoseRequest(shape, new Pose(20, 0, 0), 1, "angles"))
                    .withAdapters(adapters);
            return arc2face.generate(request, Progress.NONE).pictures().get(0).rgb();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
