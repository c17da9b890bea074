package io.github.arc2faceij.bench;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TensorAssert;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.CudaLibraries;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.library.LibraryFolder;
import io.github.arc2faceij.diffusion.DiffusionGoldens;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * What a device computes and how fast: pictures of the bundled model against the processor's, then a UNet and a VAE's decoder with
 * weights by formula against torch's numbers, in each precision that the device has. {@code src/bench/card.sh} starts it
 * on a computer with a card.
 */
public final class CardBench {

    private final Device device;

    private CardBench(Device device) {
        this.device = device;
    }

    /**
     * @param arguments the beginning of the device's name as Options... lists it; the folder with {@code wheels} and
     *     {@code astronaut.png}, which takes the weights; {@code full} (SD 1.5 at 512 x 512) or {@code tiny}
     * @throws IOException when a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        if (LibraryFolder.holdsWheels(folder.resolve("wheels"))) {
            LibraryFolder.ofUser().install(folder.resolve("wheels"), Progress.NONE);
        }
        Device chosen = Device.ALL.stream()
                .filter(device -> device.label().startsWith(arguments[0]))
                .findFirst()
                .orElseThrow();
        chosen.provider().findings().forEach(finding -> tell(finding.subject(), finding.text()));
        try {
            chosen.provider().hardware().forEach(card -> tell(chosen.label(), card));
        } catch (Arc2FaceException e) {
            tell(chosen.label(), "not tried: " + e.getMessage());
            return;
        }
        if (chosen.equals(Device.CUDA) && CudaLibraries.find().containsValue(Optional.<Path>empty())) {
            tell(chosen.label(), "not tried: not all of its libraries were found");
            return;
        }
        for (Precision precision : chosen.provider().precisions()) {
            Device device = chosen.with(GpuOptions.DEFAULT, precision);
            try {
                new CardBench(device).measure(folder, arguments[2]);
            } catch (Arc2FaceException e) {
                tell(device.description(), e.getMessage());
            }
        }
        if (chosen.provider().plainGraphs()) {
            CardOperators.measure(chosen, folder, arguments[2].equals("full"));
        }
    }

    static void tell(String what, String value) {
        System.out.printf("%-66s %s%n", what, value);
    }

    private void measure(Path folder, String size) throws IOException {
        boolean full = size.equals("full");
        Sampling sampling = full
                ? new Sampling(2, 25, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, 128, 128)
                : new Sampling(1, 2, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, 64, 64);
        pictures(folder.resolve("astronaut.png"), sampling);
        Path weights = folder.resolve("weights-" + size);
        unet(network(size, "arc2face", weights), size);
        vae(network(size, "vae", weights), size);
    }

    private void tell(String what, String form, Object... values) {
        tell(device.description() + ": " + what, form.formatted(values));
    }

    private static Path network(String size, String name, Path weights) {
        return Files.exists(weights.resolve(name).resolve("config.json"))
                ? weights.resolve(name)
                : RecipeWeights.writeNetwork(size, name, weights, DataType.F32);
    }

    private void pictures(Path photo, Sampling sampling) throws IOException {
        Picture picture = TestPictures.of(ImageIO.read(photo.toFile()));
        try (Arc2Face processor = new Arc2Face(ModelFolder.bundled(), Device.CPU);
                Arc2Face card = new Arc2Face(ModelFolder.bundled(), device)) {
            Identity identity = identity(processor, picture);
            tell("identity, cosine to the processor's", "%.6f", identity.cosine(identity(card, picture)));
            GenerationRequest request = new GenerationRequest(identity, "astronaut.png", sampling);
            List<Picture> expected = processor.generate(request, Progress.NONE).pictures();
            card.generate(request, Progress.NONE);
            Meter meter = new Meter();
            List<Picture> found = card.generate(request, Progress.NONE).pictures();
            tell(
                    "%d of the bundled model's pictures, %d steps".formatted(found.size(), sampling.steps()),
                    "%.2f s",
                    meter.seconds());
            for (int i = 0; i < expected.size(); i++) {
                tell(
                        "picture " + (i + 1) + ", difference to the processor's of 255, mean",
                        "%.3f",
                        TestPictures.difference(expected.get(i), found.get(i)).mean());
            }
        }
    }

    private static Identity identity(Arc2Face arc2face, Picture photo) {
        Face face = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                .get(0);
        return arc2face.identify(photo, face, Progress.NONE);
    }

    private void unet(Path network, String size) throws IOException {
        boolean full = size.equals("full");
        Map<String, Tensor> golden =
                Goldens.load(full ? "full/unet.1x64x64.t981.safetensors" : "tiny/unet.1x8x16.t981.safetensors");
        Tensor latents = golden.get("x");
        Meter loading = new Meter();
        try (UNet unet = new UNet(network, device)) {
            tell("UNet (" + size + "), load", "%.1f s", loading.seconds());
            Tensor context = DiffusionGoldens.context(size, latents.dim(0));
            Tensor noise = unet.predictNoise(latents, 981, context, PassInputs.NONE, Progress.NONE);
            double largest = TensorAssert.largestDifference(golden.get("y"), Tensor.zeros(noise.shape()));
            tell(
                    "noise, largest difference to torch's, of its largest number",
                    "%.2g",
                    TensorAssert.largestDifference(golden.get("y"), noise) / largest);
            for (int rows : full ? new int[] {1, 4} : new int[] {1, 2}) {
                int height = latents.dim(2);
                int width = latents.dim(3);
                Tensor batch = RecipeWeights.uniform("latents", rows, latents.dim(1), height, width);
                Tensor prompts = RecipeWeights.uniform("prompts", rows, context.dim(1), context.dim(2));
                unet.predictNoise(batch, 981, prompts, PassInputs.NONE, Progress.NONE);
                Meter meter = new Meter();
                int passes = full ? 4 : 1;
                for (int i = 0; i < passes; i++) {
                    unet.predictNoise(batch, 981 - i, prompts, PassInputs.NONE, Progress.NONE);
                }
                tell(
                        "%d x %d latents, a step of batch %d".formatted(height, width, rows),
                        "%.3f s",
                        meter.seconds() / passes);
            }
            tell("most memory of the process so far", "%s", Meter.peakMemory());
        }
    }

    private void vae(Path network, String size) throws IOException {
        try (Vae vae = new Vae(network, device)) {
            int side = size.equals("full") ? 64 : 8;
            Tensor larger = RecipeWeights.uniform("latents", 1, 4, side, side);
            vae.decode(larger, Progress.NONE);
            Meter meter = new Meter();
            vae.decode(larger, Progress.NONE);
            tell("a picture of %d x %d decoded".formatted(8 * side, 8 * side), "%.2f s", meter.seconds());
            tell("most memory of the process so far", "%s", Meter.peakMemory());
        }
    }
}
