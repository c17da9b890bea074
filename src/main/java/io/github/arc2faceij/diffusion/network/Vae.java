package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.VaeGraph;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The autoencoder between pictures and latents. Decoder and encoder are loaded when they are first used. Pictures with a
 * side of more than 512 pixels go through in tiles, whatever the memory, so that the same request gives the same pixels.
 */
public final class Vae implements AutoCloseable {

    private static final int TILE = 512;

    /** For each channel of the full resolution; measured for SD 1.5's decoder: 8.3. */
    private static final int NUMBERS_PER_PIXEL = 9;

    private final Path root;
    private final Device device;
    private final NetworkConfig config;
    private final WeightFile weights;
    private final int tile;
    private Network decoder;
    private Network encoder;

    /**
     * The distribution of the latents of a picture: independent normal numbers.
     *
     * @param mean [batch, 4, height, width]
     * @param logVariance of the same shape, natural logarithm
     */
    public record Posterior(Tensor mean, Tensor logVariance) {}

    /**
     * Reads the configuration and the index of the weights.
     *
     * @param folder with config.json and weights under one of {@link WeightNames#DIFFUSERS}
     * @param device where it runs
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged
     */
    public Vae(Path folder, Device device) {
        this(folder, device, TILE);
    }

    /** @param tile height and width of the largest picture that goes through at once, in pixels */
    Vae(Path folder, Device device, int tile) {
        this.tile = tile;
        this.device = device;
        config = NetworkConfig.read(folder);
        weights = NetworkWeights.open(folder, WeightNames.DIFFUSERS, device);
        root = WeightsFolder.of(weights.files());
    }

    /** @return what latents are multiplied with between encoder and UNet: 0.18215 for SD 1.5 */
    public double scalingFactor() {
        return config.number("scaling_factor", 0.18215);
    }

    /** @return how many pixels high and wide one pixel of the latents is: 8 */
    public int downscale() {
        return 1 << (config.integers("block_out_channels").size() - 1);
    }

    /**
     * @param latents [batch, 4, height, width], already divided by {@link #scalingFactor()}
     * @param progress asked whether to stop
     * @return pictures [batch, 3, 8 height, 8 width], about -1..1
     * @throws io.github.arc2faceij.common.Arc2FaceException when the decoder's weights belong to another architecture,
     *     or ONNX Runtime fails
     */
    public Tensor decode(Tensor latents, Progress progress) {
        return tiled(new Tiling(tile / downscale(), tile), latents, part -> decodeAtOnce(part, progress));
    }

    private Tensor decodeAtOnce(Tensor latents, Progress progress) {
        return decoder().run(Map.of(VaeGraph.LATENTS, latents), progress).get(VaeGraph.PICTURES);
    }

    private static Tensor tiled(Tiling tiling, Tensor input, UnaryOperator<Tensor> network) {
        return tiling.splits(input) ? tiling.apply(input, network) : network.apply(input);
    }

    /**
     * @param pictures [batch, 3, height, width], -1..1, height and width multiples of {@link #downscale()}
     * @param progress asked whether to stop
     * @return the distribution of the latents, not yet multiplied with {@link #scalingFactor()}
     * @throws io.github.arc2faceij.common.Arc2FaceException when the encoder's weights belong to another architecture,
     *     or ONNX Runtime fails
     */
    public Posterior encode(Tensor pictures, Progress progress) {
        Tensor moments = tiled(new Tiling(tile, tile / downscale()), pictures, part -> moments(part, progress));
        int[] shape = moments.shape();
        shape[1] /= 2;
        Tensor mean = Tensor.zeros(shape);
        Tensor logVariance = Tensor.zeros(shape);
        int half = mean.size() / shape[0];
        for (int i = 0; i < shape[0]; i++) {
            System.arraycopy(moments.data(), 2 * i * half, mean.data(), i * half, half);
            System.arraycopy(moments.data(), (2 * i + 1) * half, logVariance.data(), i * half, half);
        }
        return new Posterior(mean, logVariance);
    }

    private Tensor moments(Tensor pictures, Progress progress) {
        return encoder().run(Map.of(VaeGraph.PICTURES, pictures), progress).get(VaeGraph.MOMENTS);
    }

    /**
     * @param width of a picture in pixels
     * @param height of it in pixels
     * @return bytes that encoding or decoding it takes besides the weights, estimated
     */
    public long bytes(int width, int height) {
        double pixels = (double) Math.min(tile, width) * Math.min(tile, height);
        double numbers = NUMBERS_PER_PIXEL
                * pixels
                * config.integers("block_out_channels").get(0);
        return (long) (device.precision().bytes() * numbers);
    }

    /** @return its weights */
    public List<WeightFile> weights() {
        return List.of(weights);
    }

    /** @return the time spent inside ONNX Runtime so far, in nanoseconds */
    public synchronized long runNanos() {
        return (decoder == null ? 0 : decoder.runNanos()) + (encoder == null ? 0 : encoder.runNanos());
    }

    @Override
    public synchronized void close() {
        if (decoder != null) {
            decoder.close();
        }
        if (encoder != null) {
            encoder.close();
        }
    }

    private synchronized Network decoder() {
        if (decoder == null) {
            decoder = Network.open("VAE decoder", VaeGraph.decoder(root, config, weights, device), root, device)
                    .shrinking();
        }
        return decoder;
    }

    private synchronized Network encoder() {
        if (encoder == null) {
            encoder = Network.open("VAE encoder", VaeGraph.encoder(root, config, weights, device), root, device)
                    .shrinking();
        }
        return encoder;
    }
}
