package io.github.arc2faceij.bench;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one pass of the SD 1.5 UNet costs: seconds of processor time and of the clock, and the most memory that the
 * process had. The weights, 3.4 GB by formula, are written when the folder does not hold them yet, and stay there.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Xmx512m -cp %classpath io.github.arc2faceij.bench.UNetBench FOLDER [latents 64] [batch 2] [passes 3]"
 * }</pre>
 *
 * <p>On another device: see {@link BenchDevice}.
 *
 * <p>To compare with a program of one thread, pin both to one core ({@code taskset -c 0 mvn ...}).
 */
public final class UNetBench {

    private UNetBench() {}

    /**
     * @param arguments folder, then height and width of the latents, batch, passes
     * @throws IOException when the weights cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int size = argument(arguments, 1, 64);
        int batch = argument(arguments, 2, 2);
        if (!Files.exists(folder.resolve("arc2face/config.json"))) {
            RecipeWeights.writeNetwork("full", "arc2face", folder, DataType.F32);
            System.out.println("The weights are written. The next start measures.");
            return;
        }
        Meter loading = new Meter();
        try (UNet unet = new UNet(folder.resolve("arc2face"), BenchDevice.get())) {
            loading.print("load");
            Tensor latents = RecipeWeights.uniform("latents", batch, 4, size, size);
            Tensor prompt = RecipeWeights.uniform("prompt", batch, 77, 768);
            for (int i = 0; i < argument(arguments, 3, 3); i++) {
                long inside = unet.runNanos();
                Meter pass = new Meter();
                unet.predictNoise(latents, 981 - 40 * i, prompt, PassInputs.NONE, Progress.NONE);
                pass.print("run " + (i + 1));
                pass.printShareOutside(unet.runNanos() - inside);
            }
        }
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}
