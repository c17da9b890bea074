package io.github.arc2faceij.condition.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.Batch;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.EncodedPrompt;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.StepInputs;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import io.github.arc2faceij.diffusion.network.ControlNet;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The head's normal map that pictures are to follow, and the network that makes them.
 *
 * @param network the pose ControlNet of the same model; whoever opened it closes it
 * @param normalMap [3, height, width] of the pictures' size, 0..1
 * @param scale how strongly, 0..2
 */
public record ControlNetConditioning(ControlNet network, Tensor normalMap, double scale) implements Conditioning {

    private static final double MAX_SCALE = 2;

    /** A ControlNet is the half of a UNet, and keeps its memory for itself. */
    private static final double MEMORY = 1.6;

    /**
     * @param network the pose ControlNet
     * @param normalMap [3, height, width], 0..1
     * @param scale 0..2
     * @throws Arc2FaceException when the scale is out of its range
     * @throws IllegalArgumentException when the map has another shape
     */
    public ControlNetConditioning {
        if (normalMap.shape().length != 3 || normalMap.dim(0) != 3) {
            throw new IllegalArgumentException("a normal map is [3, height, width], not " + normalMap.shapeText());
        }
        checkScale(scale);
    }

    /**
     * @param networks of the model in use
     * @param normalMap as a picture of the pictures' size
     * @param scale 0..2
     * @return the condition, by the model's pose ControlNet
     * @throws Arc2FaceException when the model has none
     */
    public static ControlNetConditioning open(Networks networks, Picture normalMap, double scale) {
        ModelFolder folder = networks.folder();
        if (!Files.isDirectory(folder.controlNet())) {
            throw new Arc2FaceException("The model " + folder.name() + " has no pose ControlNet (" + folder.controlNet()
                    + "). Copy the published controlnet folder there, or generate without a pose.");
        }
        ControlNet network =
                networks.kept(ControlNet.class, () -> new ControlNet(folder.controlNet(), networks.device()));
        return of(network, normalMap, scale);
    }

    /**
     * @param network the pose ControlNet
     * @param normalMap as a picture of the pictures' size
     * @param scale 0..2
     * @return the condition
     * @throws Arc2FaceException when the scale is out of its range
     */
    public static ControlNetConditioning of(ControlNet network, Picture normalMap, double scale) {
        int plane = normalMap.width() * normalMap.height();
        float[] data = new float[3 * plane];
        for (int i = 0; i < data.length; i++) {
            data[i % 3 * plane + i / 3] = (normalMap.rgb()[i] & 0xff) / 255f;
        }
        return new ControlNetConditioning(network, Tensor.of(data, 3, normalMap.height(), normalMap.width()), scale);
    }

    /**
     * @param scale how strongly to follow the normal map
     * @throws Arc2FaceException when it is not 0..2
     */
    public static void checkScale(double scale) {
        if (!(scale >= 0 && scale <= MAX_SCALE)) {
            throw new Arc2FaceException("The pose's strength cannot be " + scale + ". Give 0 to 2.");
        }
    }

    @Override
    public StepInputs begin(Vae vae, EncodedPrompt prompt, Progress progress) {
        return new Steps(this);
    }

    @Override
    public void check(Sampling sampling) {
        sampling.checkSize("normal map", normalMap.dim(2), normalMap.dim(1));
    }

    @Override
    public double memory() {
        return MEMORY;
    }

    @Override
    public List<WeightFile> weights() {
        return network.weights();
    }

    private Map<String, Tensor> residuals(Batch batch, Progress progress) {
        Tensor maps =
                normalMap.reshape(1, 3, normalMap.dim(1), normalMap.dim(2)).repeat(batch.rows());
        return network.residuals(batch.latents(), batch.timestep(), batch.context(), maps, scale, progress);
    }

    /** One run. The outermost residuals of each row are kept for the shallow passes between whole ones. */
    private static final class Steps implements StepInputs {

        private static final String OUTERMOST = UNetGraph.DOWN + 0;

        private final ControlNetConditioning pose;
        private final Map<Batch.Row, Kept> outermostByRow = new HashMap<>();

        /** Where the residual of a row is: sliced only if a shallow pass asks for it. */
        private record Kept(Tensor outermost, int row) {

            Tensor slice() {
                return outermost.slice(row, row + 1);
            }
        }

        Steps(ControlNetConditioning pose) {
            this.pose = pose;
        }

        @Override
        public PassInputs of(Batch batch, Progress progress) {
            Map<String, Tensor> residuals = pose.residuals(batch, progress);
            Tensor outermost = residuals.get(OUTERMOST);
            for (int i = 0; i < batch.rows(); i++) {
                outermostByRow.put(batch.row(i), new Kept(outermost, i));
            }
            return PassInputs.perRow(residuals);
        }

        @Override
        public PassInputs shallow(Batch batch, Progress progress) {
            Tensor[] rows = IntStream.range(0, batch.rows())
                    .mapToObj(i -> outermostByRow.get(batch.row(i)).slice())
                    .toArray(Tensor[]::new);
            return PassInputs.perRow(Map.of(OUTERMOST, Tensor.concat(rows)));
        }
    }
}
