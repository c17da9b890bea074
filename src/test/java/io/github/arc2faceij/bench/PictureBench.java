package io.github.arc2faceij.bench;

import io.github.arc2faceij.common.Progress;
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
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a whole picture of 512 x 512 pixels costs at SD 1.5's size by LCM in 4 steps without guidance: seconds to load the
 * networks, seconds of each picture, the share outside ONNX Runtime, peak memory. The weights, 5.7 GB by formula, are
 * written when the folder does not hold them yet, and stay there. {@code src/bench/compare.py} starts it, too.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Xmx512m -cp %classpath io.github.arc2faceij.bench.PictureBench FOLDER [pictures 3]"
 * }</pre>
 *
 * <p>On another device: see {@link BenchDevice}.
 */
public final class PictureBench {

    private static final Sampling LCM = new Sampling(1, 4, 1, SamplerType.LCM, 42, Noise.CPU, 512, 512);

    private PictureBench() {}

    /**
     * @param arguments folder, then how many pictures
     * @throws IOException when the weights cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        if (!Files.exists(folder.resolve("vae/config.json"))) {
            RecipeWeights.writeFolder("full", folder, DataType.F32);
            System.out.println("The weights are written. The next start measures.");
            return;
        }
        int pictures = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Meter loading = new Meter();
        try (TextEncoder encoder = new TextEncoder(folder.resolve("encoder"), BenchDevice.get());
                UNet unet = new UNet(folder.resolve("arc2face"), BenchDevice.get());
                Vae vae = new Vae(folder.resolve("vae"), BenchDevice.get())) {
            IdentityEncoder identities = new IdentityEncoder(encoder, new ClipTokenizer(Goldens.path("tokenizer")));
            Schedule schedule = Schedule.read(ModelFolder.bundled().schedulerConfig());
            Pipeline pipeline = new Pipeline(identities, unet, vae, schedule);
            loading.print("load");
            for (int i = 0; i < pictures; i++) {
                long before = encoder.runNanos() + unet.runNanos() + vae.runNanos();
                Meter picture = new Meter();
                pipeline.generate(new PipelineRequest(identity(), LCM), Progress.NONE);
                picture.print("run " + (i + 1));
                picture.printShareOutside(encoder.runNanos() + unet.runNanos() + vae.runNanos() - before);
            }
        }
    }

    private static float[] identity() {
        float[] identity = new float[512];
        identity[0] = 1;
        return identity;
    }
}
