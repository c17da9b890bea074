package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.diffusion.graph.UNetConfig.Level;
import io.github.arc2faceij.models.NetworkConfig;
import java.util.List;

/**
 * How much memory the intermediate results of a UNet take in one pass, beside its weights: those that wait for the way up,
 * and the largest that exist at a time, which are those of the feed-forward layers at the full resolution.
 *
 * @param channels of the full resolution
 * @param waiting numbers that wait for the way up, for each position of the latents
 * @param scores numbers of attention that exist at a time at the full resolution, for each pair of positions
 * @param precision of the numbers
 */
public record ActivationMemory(int channels, double waiting, double scores, Precision precision) {

    /**
     * Measured: beside what waits, SD 1.5's UNet takes 16 to 19 numbers for each channel of the full resolution, at 64 x 64
     * to 128 x 128 latents (ONNX Runtime 1.29, float32, on a processor).
     */
    private static final int WORKING = 20;

    /**
     * @param unet its config.json
     * @param device where it computes
     * @return what a UNet of this architecture takes
     * @throws io.github.arc2faceij.common.Arc2FaceException when the architecture is not supported
     */
    public static ActivationMemory of(NetworkConfig unet, Device device) {
        List<Level> levels = UNetConfig.read(unet).levels();
        double waiting = levels.get(0).channels();
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            boolean lowest = i == levels.size() - 1;
            waiting += level.resnets() * area(level, i) + (lowest ? 0 : area(level, i + 1));
        }
        return new ActivationMemory(
                levels.get(0).channels(), waiting, scores(levels.get(0), device), device.precision());
    }

    /** Plain attention keeps the scores of a slice of the queries, before and after the softmax. */
    private static double scores(Level full, Device device) {
        return device.provider().plainGraphs() ? 2.0 * full.heads() / Attention.slices(full.heads(), full.tokens()) : 0;
    }

    private static double area(Level level, int halved) {
        return level.channels() / Math.pow(4, halved);
    }

    /**
     * @param rows latents in one pass
     * @param height of the latents
     * @param width of the latents
     * @return bytes, estimated
     */
    public long bytes(int rows, int height, int width) {
        double positions = (double) height * width;
        return (long) (precision.bytes() * rows * positions * (waiting + WORKING * channels + scores * positions));
    }
}
