package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The autoencoder between pictures and latents (diffusers 0.29.2, AutoencoderKL), decoder and encoder apart.
 *
 * <p>Decoder: {@code latents} [batch, latent channels, height, width] to {@code pictures}, 2 to the power of
 * levels - 1 as high and wide. Encoder: {@code pictures} to {@code moments} [batch, 2 latent channels, height, width],
 * the mean and the logarithm of the variance of the latents.
 */
public final class VaeGraph {

    /** Input of the decoder. */
    public static final String LATENTS = "latents";

    /** Output of the decoder, input of the encoder. */
    public static final String PICTURES = "pictures";

    /** Output of the encoder. */
    public static final String MOMENTS = "moments";

    private static final float EPSILON = 1e-6f;

    /** Of the latents of 512 x 512 pixels. */
    private static final int TOKENS = 64 * 64;

    private final GraphBuilder graph;
    private final Layers layers;
    private final ResnetBlock resnet;
    private final List<Integer> channels;
    private final List<Integer> resnets;
    private final int groups;
    private final int pictureChannels;
    private final int latentChannels;
    private final NetworkConfig config;

    private VaeGraph(Path folder, NetworkConfig config, WeightFile file, Device device) {
        this.config = config;
        channels = config.integers("block_out_channels");
        resnets = config.perBlock("layers_per_block", channels.size(), 1);
        groups = config.integer("norm_num_groups");
        pictureChannels = config.integer("in_channels");
        latentChannels = config.integer("latent_channels");
        refuseOtherFamilies();
        graph = new GraphBuilder(folder, device);
        layers = new Layers(graph, new ModelWeights(graph, file));
        resnet = new ResnetBlock(layers, groups, EPSILON);
    }

    private void refuseOtherFamilies() {
        channels.forEach(count -> config.expectDivisor("norm_num_groups", groups, count));
        config.word("_class_name", "AutoencoderKL");
        config.word("act_fn", "silu", "swish");
        config.words("down_block_types", channels.size(), "DownEncoderBlock2D");
        config.words("up_block_types", channels.size(), "UpDecoderBlock2D");
        config.expect("out_channels", Integer.toString(pictureChannels));
        config.expect("mid_block_add_attention", "true");
        for (String field : List.of("shift_factor", "latents_mean", "latents_std")) {
            config.expect(field, "null");
        }
    }

    /**
     * @param folder that holds its weights, see {@link WeightsFolder}
     * @param config its config.json
     * @param file its weights
     * @param device where it runs, and in which precision
     * @return the decoder
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported or the weights are
     *     not of its architecture
     */
    public static byte[] decoder(Path folder, NetworkConfig config, WeightFile file, Device device) {
        return new VaeGraph(folder, config, file, device).writeDecoder();
    }

    /**
     * @param folder that holds its weights, see {@link WeightsFolder}
     * @param config its config.json
     * @param file its weights
     * @param device where it runs, and in which precision
     * @return the encoder
     * @throws io.github.arc2faceij.common.Arc2FaceException when the configuration is not supported or the weights are
     *     not of its architecture
     */
    public static byte[] encoder(Path folder, NetworkConfig config, WeightFile file, Device device) {
        return new VaeGraph(folder, config, file, device).writeEncoder();
    }

    private byte[] writeDecoder() {
        Features x = new Features(
                graph.working(graph.input(LATENTS, "batch", latentChannels, "height", "width")), latentChannels);
        if (config.flag("use_post_quant_conv", true)) {
            x = layers.conv("post_quant_conv", x, latentChannels, 1);
        }
        int last = channels.size() - 1;
        x = middle("decoder.mid_block", layers.conv("decoder.conv_in", x, channels.get(last), 3));
        for (int i = 0; i <= last; i++) {
            x = upBlock("decoder.up_blocks." + i, x, last - i);
        }
        x = convOut("decoder", x, pictureChannels);
        graph.output(PICTURES, x.value(), "batch", pictureChannels, "picture_height", "picture_width");
        return graph.build();
    }

    private Features upBlock(String name, Features x, int level) {
        for (int i = 0; i <= resnets.get(level); i++) {
            x = resnet.write(name + ".resnets." + i, x, channels.get(level));
        }
        return level == 0 ? x : layers.conv(name + ".upsamplers.0.conv", layers.upsample(x), x.channels(), 3);
    }

    private byte[] writeEncoder() {
        String input = graph.input(PICTURES, "batch", pictureChannels, "picture_height", "picture_width");
        Features x = new Features(graph.working(input), pictureChannels);
        x = layers.conv("encoder.conv_in", x, channels.get(0), 3);
        for (int i = 0; i < channels.size(); i++) {
            x = downBlock("encoder.down_blocks." + i, x, i);
        }
        x = convOut("encoder", middle("encoder.mid_block", x), 2 * latentChannels);
        if (config.flag("use_quant_conv", true)) {
            x = layers.conv("quant_conv", x, 2 * latentChannels, 1);
        }
        graph.output(MOMENTS, x.value(), "batch", 2 * latentChannels, "height", "width");
        return graph.build();
    }

    private Features downBlock(String name, Features x, int level) {
        for (int i = 0; i < resnets.get(level); i++) {
            x = resnet.write(name + ".resnets." + i, x, channels.get(level));
        }
        boolean lowest = level == channels.size() - 1;
        return lowest ? x : layers.halve(name + ".downsamplers.0.conv", x, x.channels(), 0);
    }

    private Features middle(String name, Features x) {
        Features first = resnet.write(name + ".resnets.0", x, x.channels());
        Features attended = attention(name + ".attentions.0", first);
        return resnet.write(name + ".resnets.1", attended, x.channels());
    }

    /** One head over all pixels. Old files, SD 1.5's among them, name its layers query, key, value and proj_attn. */
    private Features attention(String name, Features x) {
        boolean old = layers.weights.has(name + ".query.weight");
        Features tokens = layers.tokens(layers.groupNorm(name + ".group_norm", x, groups, EPSILON));
        Features q = layers.linear(name + (old ? ".query" : ".to_q"), tokens, x.channels());
        Features k = layers.linear(name + (old ? ".key" : ".to_k"), tokens, x.channels());
        Features v = layers.linear(name + (old ? ".value" : ".to_v"), tokens, x.channels());
        Features attended = new Attention(graph, 1).of(q, k, v, Attention.slices(1, TOKENS));
        Features out = layers.linear(name + (old ? ".proj_attn" : ".to_out.0"), attended, x.channels());
        return layers.add(layers.picture(out, x), x);
    }

    private Features convOut(String name, Features x, int out) {
        Features activated = layers.silu(layers.groupNorm(name + ".conv_norm_out", x, groups, EPSILON));
        return layers.conv(name + ".conv_out", activated, out, 3);
    }
}
