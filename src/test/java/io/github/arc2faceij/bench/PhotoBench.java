package io.github.arc2faceij.bench;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Pipeline;
import io.github.arc2faceij.diffusion.PipelineRequest;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.request.GenerationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * What a photo costs on the bundled model: four pictures, 25 steps, guidance 3. Seconds of the first call (which loads
 * the model) and of the next ones, the share of a generation that is spent outside ONNX Runtime, peak memory, and the
 * cosine between the photo's identity and each picture's.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Xmx512m -cp %classpath io.github.arc2faceij.bench.PhotoBench test-images/astronaut.png"
 * }</pre>
 */
public final class PhotoBench {

    private static final double SECOND = 1e9;

    private PhotoBench() {}

    /**
     * @param arguments the photo
     * @throws IOException when it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Picture photo = TestPictures.of(ImageIO.read(Path.of(arguments[0]).toFile()));
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            for (String call : List.of("first", "second", "third")) {
                long start = System.nanoTime();
                generate(arc2face, photo);
                System.out.printf("%s call: %.2f s%n", call, (System.nanoTime() - start) / SECOND);
            }
            printSimilarities(arc2face, photo);
        }
        printShare();
        printPeakMemory();
    }

    private static Generation generate(Arc2Face arc2face, Picture photo) {
        Identity identity = identity(arc2face, photo);
        Sampling sampling = sampling(arc2face.pictureSize(Progress.NONE));
        return arc2face.generate(new GenerationRequest(identity, "photo", sampling), Progress.NONE);
    }

    private static Identity identity(Arc2Face arc2face, Picture picture) {
        List<Face> faces = arc2face.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        return faces.isEmpty() ? null : arc2face.identify(picture, faces.get(0), Progress.NONE);
    }

    private static Sampling sampling(int size) {
        return new Sampling(4, 25, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, size, size);
    }

    private static void printSimilarities(Arc2Face arc2face, Picture photo) {
        Identity identity = identity(arc2face, photo);
        for (Picture picture : generate(arc2face, photo).pictures()) {
            Identity made = identity(arc2face, picture);
            System.out.println(made == null ? "no face found" : "cosine to the photo: " + identity.cosine(made));
        }
    }

    private static void printShare() {
        ModelFolder model = ModelFolder.bundled();
        try (TextEncoder encoder = new TextEncoder(model.encoder(), Device.CPU);
                UNet unet = new UNet(model.unet(), Device.CPU);
                Vae vae = new Vae(model.vae(), Device.CPU)) {
            IdentityEncoder identities = new IdentityEncoder(encoder, new ClipTokenizer(model.tokenizer()));
            Pipeline pipeline = new Pipeline(identities, unet, vae, Schedule.read(model.schedulerConfig()));
            float[] identity = new float[Identity.LENGTH];
            identity[0] = 1;
            PipelineRequest request = new PipelineRequest(identity, sampling(pipeline.nativeSize()));
            pipeline.generate(request, Progress.NONE);
            long inside = encoder.runNanos() + unet.runNanos() + vae.runNanos();
            long start = System.nanoTime();
            pipeline.generate(request, Progress.NONE);
            double all = System.nanoTime() - start;
            inside = encoder.runNanos() + unet.runNanos() + vae.runNanos() - inside;
            System.out.printf("outside ONNX Runtime: %.2f %% of %.2f s%n", 100 * (1 - inside / all), all / SECOND);
        }
    }

    private static void printPeakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .forEach(System.out::println);
        }
    }
}
