package io.github.arc2faceij.bench;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Pipeline;
import io.github.arc2faceij.diffusion.PipelineRequest;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.Speed;
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
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * What each {@link Speed} saves and costs at 25 steps and guidance 3: seconds of the processor, decoding included, the
 * pictures' signal-to-noise ratio to the exact ones, and the cosine of identities to the photo and to the exact pictures.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Xmx1g -cp %classpath io.github.arc2faceij.bench.SpeedBench test-images/astronaut.png"
 * }</pre>
 *
 * <p>With a folder that {@link PictureBench} wrote and a size in pixels after the photo, it measures that model instead,
 * whose pictures hold no faces.
 */
public final class SpeedBench {

    private static final long[] SEEDS = {42, 7, 2024};

    private final FaceAnalyzer analyzer = new FaceAnalyzer(ModelFolder.bundled().root(), Device.CPU);
    private final Identity identity;
    private final Pipeline pipeline;
    private final Sampling exact;

    /** Pictures of one seed, the identities found on them and the seconds that they took. */
    private record Run(List<Picture> pictures, List<Optional<Identity>> identities, double seconds) {}

    private SpeedBench(Picture photo, Path networks, Path tokenizer, int count, int size) {
        identity = identity(photo).orElseThrow();
        TextEncoder encoder = new TextEncoder(networks.resolve("encoder"), Device.CPU);
        pipeline = new Pipeline(
                new IdentityEncoder(encoder, new ClipTokenizer(tokenizer)),
                new UNet(networks.resolve("arc2face"), Device.CPU),
                new Vae(networks.resolve("vae"), Device.CPU),
                Schedule.read(ModelFolder.bundled().schedulerConfig()));
        exact = new Sampling(count, 25, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, size, size);
    }

    /**
     * @param arguments photo, perhaps folder and size
     * @throws IOException when the photo cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Picture photo = TestPictures.of(ImageIO.read(Path.of(arguments[0]).toFile()));
        ModelFolder bundled = ModelFolder.bundled();
        SpeedBench bench = arguments.length == 1
                ? new SpeedBench(photo, bundled.root(), bundled.tokenizer(), 4, 128)
                : new SpeedBench(
                        photo, Path.of(arguments[1]), Goldens.path("tokenizer"), 1, Integer.parseInt(arguments[2]));
        bench.measure(arguments.length == 1 ? SEEDS : new long[] {SEEDS[0]});
    }

    private void measure(long... seeds) {
        List<List<Run>> runs = new ArrayList<>();
        for (Speed speed : Speed.values()) {
            runs.add(new ArrayList<>());
            run(speed, seeds[0]); // loads and warms up
        }
        for (long seed : seeds) {
            for (Speed speed : Speed.values()) {
                runs.get(speed.ordinal()).add(run(speed, seed));
            }
        }
        for (Speed speed : Speed.values()) {
            print(speed, runs.get(speed.ordinal()), runs.get(0));
        }
    }

    private Run run(Speed speed, long seed) {
        Sampling sampling = new Sampling(
                        exact.count(),
                        exact.steps(),
                        exact.guidance(),
                        exact.sampler(),
                        seed,
                        exact.noise(),
                        exact.width(),
                        exact.height())
                .withSpeed(speed);
        Meter meter = new Meter();
        List<Picture> pictures = pipeline.generate(new PipelineRequest(identity.vector(), sampling), Progress.NONE)
                .pictures();
        double seconds = meter.processorSeconds();
        return new Run(pictures, pictures.stream().map(this::identity).toList(), seconds);
    }

    private Optional<Identity> identity(Picture picture) {
        return analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE).stream()
                .findFirst()
                .map((Face face) -> analyzer.identify(picture, face, Progress.NONE));
    }

    private void print(Speed speed, List<Run> runs, List<Run> exactRuns) {
        List<Double> noise = new ArrayList<>();
        List<Double> toPhoto = new ArrayList<>();
        List<Double> toExact = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            for (int j = 0; j < exact.count(); j++) {
                Optional<Identity> made = runs.get(i).identities().get(j);
                Optional<Identity> reference = exactRuns.get(i).identities().get(j);
                noise.add(signalToNoise(
                        exactRuns.get(i).pictures().get(j),
                        runs.get(i).pictures().get(j)));
                made.map(identity::cosine).ifPresent(toPhoto::add);
                made.flatMap(it -> reference.map(it::cosine)).ifPresent(toExact::add);
            }
        }
        System.out.printf(
                "%s: %.2f s of the processor, %.3f of exact; %.1f dB, at least %.1f; faces on %d of %d, cosine to the"
                        + " photo %.3f, to the exact picture %.3f%n",
                speed.label(),
                mean(runs.size(), i -> runs.get(i).seconds()),
                mean(runs.size(), i -> runs.get(i).seconds())
                        / mean(runs.size(), i -> exactRuns.get(i).seconds()),
                mean(noise.size(), noise::get),
                noise.stream().mapToDouble(it -> it).min().orElseThrow(),
                toPhoto.size(),
                noise.size(),
                mean(toPhoto.size(), toPhoto::get),
                mean(toExact.size(), toExact::get));
    }

    private static double mean(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double signalToNoise(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            double difference = (a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff);
            sum += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255 * a.rgb().length / sum);
    }
}
