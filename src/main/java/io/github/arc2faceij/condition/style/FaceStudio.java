package io.github.arc2faceij.condition.style;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.network.ImageEncoder;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model of FaceStudio's form has beside its UNet (Yan et al. 2023, arXiv 2312.02663): from style and face, or from text and
 * face, to what the UNet attends to. The image encoders, which are large, close as soon as they have looked at a picture; what they
 * saw is remembered. All compute in float32.
 */
public final class FaceStudio implements AutoCloseable {

    private final ModelFolder folder;
    private final Device device;
    private final Map<Picture, Tensor> seen = new HashMap<>();
    private final Network linear;
    private final int inputs;
    private Network prior;

    /**
     * Loads the linear layer.
     *
     * @param folder of the model
     * @param device where it runs
     * @throws Arc2FaceException when a file is missing, damaged or of another model, or the device cannot start
     */
    public FaceStudio(ModelFolder folder, Device device) {
        this.folder = folder;
        this.device = device.inFloat32();
        WeightFile weights = WeightFile.open(folder.linear());
        Path root = WeightsFolder.of(weights.files());
        int context = NetworkConfig.read(folder.unet()).integer("cross_attention_dim");
        linear = Network.open(
                "linear layer", FaceStudioGraph.linear(root, weights, context, this.device), root, this.device);
        inputs = (int) linear.inputs().get(FaceStudioGraph.INPUT)[2];
        if (inputs < Identity.LENGTH) {
            close();
            throw new Arc2FaceException("The linear layer in \"" + weights.path() + "\" takes " + inputs
                    + " numbers, but a face alone has " + Identity.LENGTH + ". Copy all files from one model.");
        }
    }

    /**
     * @param style of a picture or a text, or zeros for none, [1, size]
     * @param face 512 numbers, or zeros for nobody
     * @param progress asked whether to stop
     * @return Linear(style ++ face), [1, count, context size]
     */
    Tensor context(Tensor style, float[] face, Progress progress) {
        Tensor input = Tensor.zeros(1, 1, inputs);
        System.arraycopy(style.data(), 0, input.data(), 0, style.size());
        System.arraycopy(face, 0, input.data(), style.size(), face.length);
        return linear.run(Map.of(FaceStudioGraph.INPUT, input), progress).get(FaceStudioGraph.OUTPUT);
    }

    /** @return the style of nothing, zeros [1, size] */
    Tensor noStyle() {
        return Tensor.zeros(1, inputs - Identity.LENGTH);
    }

    /**
     * @param picture any
     * @param progress told when it takes a while
     * @return what the three encoders see in it, one after the other, [1, size]
     * @throws Arc2FaceException when an encoder cannot be used, or they are not those of the linear layer
     */
    Tensor style(Picture picture, Progress progress) {
        Tensor style = seen.get(picture);
        if (style == null) {
            progress.report("Looking at the style picture", 0);
            style = look(picture, progress);
            seen.put(picture, style);
        }
        return style;
    }

    private Tensor look(Picture picture, Progress progress) {
        List<Tensor> columns = new ArrayList<>();
        for (Path file : folder.styleEncoders()) {
            try (ImageEncoder encoder = new ImageEncoder(file, device)) {
                Tensor embedding = encoder.encode(picture, progress).embedding();
                columns.add(embedding.reshape(embedding.size(), 1));
            }
        }
        return fitting(Tensor.concat(columns.toArray(Tensor[]::new)), "three style encoders give");
    }

    /**
     * @param end the text encoder's context of a text's end token, [1, hidden]
     * @param progress asked whether to stop
     * @return the style that the prior makes of the text, [1, size]
     * @throws Arc2FaceException when the model has no prior, or it is not that of the linear layer
     */
    Tensor prior(Tensor end, Progress progress) {
        if (prior == null) {
            prior = openPrior();
        }
        Tensor input = fittingPrior(end);
        Tensor style = prior.run(Map.of(FaceStudioGraph.INPUT, input), progress).get(FaceStudioGraph.OUTPUT);
        return fitting(style, "prior gives");
    }

    private Network openPrior() {
        WeightFile weights = WeightFile.open(folder.prior().orElseThrow());
        Path root = WeightsFolder.of(weights.files());
        return Network.open("prior", FaceStudioGraph.prior(root, weights, device), root, device);
    }

    private Tensor fittingPrior(Tensor end) {
        int size = (int) prior.inputs().get(FaceStudioGraph.INPUT)[2];
        if (end.size() != size) {
            throw new Arc2FaceException("The text encoder of the model " + folder.name() + " gives " + end.size()
                    + " numbers, but its prior takes " + size + ". Copy both from one model.");
        }
        return end.reshape(1, 1, size);
    }

    private Tensor fitting(Tensor style, String what) {
        int size = inputs - Identity.LENGTH;
        if (style.size() != size) {
            throw new Arc2FaceException(
                    "The " + what + " " + style.size() + " numbers, but the linear layer of the model "
                            + folder.name() + " takes " + size + " besides the " + Identity.LENGTH
                            + " of a face. Copy all of them from one model.");
        }
        return style.reshape(1, size);
    }

    @Override
    public void close() {
        seen.clear();
        linear.close();
        if (prior != null) {
            prior.close();
        }
    }
}
