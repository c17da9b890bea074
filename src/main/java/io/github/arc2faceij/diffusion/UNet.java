package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.onnx.Device;
import io.github.arc2faceij.onnx.Network;
import io.github.arc2faceij.onnx.NetworkConfig;
import io.github.arc2faceij.onnx.UNetGraph;
import io.github.arc2faceij.onnx.UNetOptions;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The UNet: which noise is in these latents?
 *
 * <pre>{@code
 * Tensor noise = unet.predictNoise(latents, 981, prompts, ControlNet.Residuals.NONE, Progress.NONE);
 * }</pre>
 */
public final class UNet implements AutoCloseable {

    /** The file with the weights of every published diffusers network. */
    static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

    private static final String EXPRESSION = "expression";
    private static final String EXPRESSION_SCALE = "expression_scale";

    private final Network network;
    private final int sampleSize;
    private final int inChannels;

    /**
     * What the UNet follows besides the prompts.
     *
     * @param residuals of a ControlNet for the same latents, or {@link ControlNet.Residuals#NONE}
     * @param expression of the faces, for a UNet with the Expression Adapter
     * @param reference what was seen in a reference picture, for a UNet with the Reference Adapter
     * @param empty how many of the batch, at the front, are under the empty prompt and know no expression or reference
     */
    public record Conditions(
            ControlNet.Residuals residuals,
            Optional<Expression> expression,
            Optional<ReferenceUNet.Bank> reference,
            int empty) {

        /** Those under the empty prompt. */
        private Conditions front() {
            return new Conditions(residuals.slice(0, empty), expression, Optional.empty(), empty);
        }

        private Conditions back(int batch) {
            return new Conditions(residuals.slice(empty, batch), expression, reference, 0);
        }
    }

    /**
     * Loads the network.
     *
     * @param folder with config.json and diffusion_pytorch_model.safetensors
     * @param device where it runs
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public UNet(Path folder, Device device) {
        this(folder, device, UNetOptions.NONE);
    }

    /**
     * Loads the network with changes.
     *
     * @param folder with config.json and diffusion_pytorch_model.safetensors
     * @param device where it runs
     * @param options what changes it
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged, belongs to another
     *     architecture, or the device cannot start
     */
    public UNet(Path folder, Device device, UNetOptions options) {
        NetworkConfig config = NetworkConfig.read(folder);
        WeightFile weights = WeightFile.open(folder.resolve(WEIGHTS));
        sampleSize = config.integer("sample_size");
        inChannels = config.integer("in_channels");
        Path root = options.commonFolder(folder);
        network = Network.open("UNet", UNetGraph.build(root, config, weights, options), root, device);
    }

    /** @return height and width of the latents that it was trained with: 64 for SD 1.5 */
    public int sampleSize() {
        return sampleSize;
    }

    /** @return the channels of the latents: 4 */
    public int inChannels() {
        return inChannels;
    }

    /**
     * @param latents [batch, 4, height, width], any height and width
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param residuals of a ControlNet for the same latents, or {@link ControlNet.Residuals#NONE}
     * @param progress asked whether to stop
     * @return the predicted noise, of the latents' shape
     */
    public Tensor predictNoise(
            Tensor latents, double timestep, Tensor context, ControlNet.Residuals residuals, Progress progress) {
        return predictNoise(
                latents, timestep, context, new Conditions(residuals, Optional.empty(), Optional.empty(), 0), progress);
    }

    /**
     * @param latents [batch, 4, height, width], any height and width
     * @param timestep of the training noise schedule, 0..999
     * @param context prompts [batch, length, context size]
     * @param conditions what else there is
     * @param progress asked whether to stop
     * @return the predicted noise, of the latents' shape
     * @throws Arc2FaceException when the ControlNet is of another model, or an expression or a reference is given
     *     without its adapter
     */
    public Tensor predictNoise(
            Tensor latents, double timestep, Tensor context, Conditions conditions, Progress progress) {
        int batch = latents.dim(0);
        int empty = conditions.empty();
        if (conditions.reference().isEmpty() || empty == 0) {
            return predict(latents, timestep, context, conditions, progress);
        }
        Tensor front =
                predict(latents.slice(0, empty), timestep, context.slice(0, empty), conditions.front(), progress);
        Tensor back = predict(
                latents.slice(empty, batch), timestep, context.slice(empty, batch), conditions.back(batch), progress);
        return Tensor.concat(front, back);
    }

    private Tensor predict(Tensor latents, double timestep, Tensor context, Conditions conditions, Progress progress) {
        Map<String, Tensor> inputs =
                new HashMap<>(residuals(conditions.residuals().byInput()));
        inputs.put("latents", latents);
        inputs.put("timestep", Tensor.of(new float[] {(float) timestep}, 1));
        inputs.put("prompt", context);
        inputs.putAll(expression(conditions, latents.dim(0)));
        inputs.putAll(reference(conditions));
        return network.run(inputs, progress).get("noise");
    }

    private Map<String, Tensor> residuals(Map<String, Tensor> given) {
        Set<String> taken = network.inputs().keySet().stream()
                .filter(input -> input.equals("mid") || input.startsWith("down_"))
                .collect(Collectors.toSet());
        if (given.isEmpty()) {
            Tensor nothing = Tensor.zeros(1, 1, 1, 1);
            return taken.stream().collect(Collectors.toMap(input -> input, input -> nothing));
        }
        if (!given.keySet().equals(taken)) {
            throw new Arc2FaceException("The ControlNet does not belong to this UNet: it gives " + given.size()
                    + " residuals, but the UNet takes " + taken.size()
                    + ". Install the ControlNet that was made for this model.");
        }
        return given;
    }

    /** Pictures without a reference see a bank of no tokens. */
    private Map<String, Tensor> reference(Conditions conditions) {
        Map<String, Tensor> bank = new HashMap<>();
        network.inputs().forEach((input, shape) -> {
            if (input.startsWith("reference_")) {
                bank.put(input, Tensor.zeros(1, 0, (int) shape[2]));
            }
        });
        conditions.reference().ifPresent(reference -> {
            if (bank.isEmpty()) {
                throw new Arc2FaceException("A reference picture was given, but the model was opened without the"
                        + " Reference Adapter, which it needs. Install the Reference Adapter and choose it.");
            }
            bank.putAll(reference.byInput());
        });
        return bank;
    }

    private Map<String, Tensor> expression(Conditions conditions, int batch) {
        if (!network.inputs().containsKey(EXPRESSION)) {
            if (conditions.expression().isPresent()) {
                throw new Arc2FaceException("An expression was given, but the model was opened without the Expression"
                        + " Adapter, which it needs. Install the Expression Adapter and choose it.");
            }
            return Map.of();
        }
        Expression expression = conditions.expression().orElse(Expression.NONE);
        float scale = (float) expression.scale();
        return Map.of(
                EXPRESSION,
                expression.rows(batch, conditions.empty()),
                EXPRESSION_SCALE,
                Tensor.of(new float[] {scale}, 1));
    }

    /** @return the time spent inside ONNX Runtime so far, in nanoseconds */
    public long runNanos() {
        return network.runNanos();
    }

    @Override
    public void close() {
        network.close();
    }
}
