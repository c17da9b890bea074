package io.github.arc2faceij.condition.ipadapter;

import static io.github.arc2faceij.common.TensorAssert.assertClose;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.AttentionOrder;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeIpAdapter;
import io.github.arc2faceij.weights.RecipeWeights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAdapterTest {

    /** Of the largest number. */
    private static final double RELATIVE = 1e-4;

    private static final int TIMESTEP = 500;
    private static final int LEVELS = 4;
    private static final AdapterLayers TWO =
            AdapterLayers.parse("down_blocks.2.attentions.1, up_blocks.1.attentions.1");

    @TempDir
    static Path folder;

    private static Path unet;
    private static List<String> attentions;

    @BeforeAll
    static void write() {
        unet = RecipeWeights.writeNetwork("tiny", "arc2face", folder, DataType.F32);
        attentions = AttentionOrder.crossAttentions(NetworkConfig.read(unet));
    }

    @ParameterizedTest
    @CsvSource({
        "base, .safetensors, NaN, ''",
        "base, .bin, NaN, ''",
        "full_face, .safetensors, NaN, ''",
        "plus, .bin, NaN, ''",
        "faceid, .safetensors, NaN, ''",
        "faceid, .bin, NaN, ''",
        "faceid_plus, .safetensors, NaN, ''",
        "faceid_plus, .bin, 1, .shortcut"
    })
    void predictsNoiseAsDiffusers(String form, String ending, double shortcut, String suffix) {
        Map<String, Tensor> golden = Goldens.load("image/ip_" + form + ".safetensors");
        Path file = RecipeIpAdapter.write(folder.resolve(form + ending), form);
        Tensor one = tokens(form, file, "embeds.a", shortcut);
        Tensor tokens = golden.get("tokens" + suffix);
        assertClose(tokens.reshape(2, tokens.dim(2), tokens.dim(3)), one, RELATIVE);
        Tensor two = tokens(form, file, "embeds.ab", shortcut);
        try (UNet adapted = open(new IpAdapter(file, 0))) {
            for (double scale : new double[] {0.6, 1}) {
                assertNoise(golden, "y.a.scale" + scale + suffix, adapted, given(one, scale, AdapterLayers.ALL));
            }
            assertNoise(golden, "y.a.layers" + suffix, adapted, given(one, 1, TWO));
            assertNoise(
                    golden,
                    "y.ab.scale0.8" + suffix,
                    adapted,
                    given(two, 0.8, AdapterLayers.ALL, mask("a"), mask("b")));
        }
    }

    private static UNet open(IpAdapter adapter) {
        return new UNet(unet, Device.CPU, UNetOptions.NONE.withAdapter(adapter));
    }

    /** @return [2 * people, count, size]: nobody, as often as there are people, then these */
    private static Tensor tokens(String form, Path file, String embeds, double shortcut) {
        boolean faces = form.startsWith("faceid");
        Tensor known = Goldens.load("image/ip_" + form + ".safetensors").get(embeds);
        Tensor hidden = Goldens.load("image/ip_plus.safetensors").get(faces ? "embeds.a" : embeds);
        int people = known.dim(1);
        Tensor[] all = new Tensor[2 * people];
        try (ImageProjection projection = new ImageProjection(file, Device.CPU)) {
            for (int i = 0; i < all.length; i++) {
                Tensor row = row(known, i);
                Tensor states = faces ? row(hidden, i / people) : row;
                all[i] = projection.tokens(
                        new ImageProjection.Known(
                                faces || form.equals("base") ? row : null,
                                states.shape().length == 2 ? states.reshape(1, states.dim(0), states.dim(1)) : null),
                        shortcut,
                        Progress.NONE);
            }
        }
        return Tensor.concat(all);
    }

    private static Tensor row(Tensor tensor, int index) {
        int[] shape = Arrays.copyOfRange(tensor.shape(), 2, tensor.shape().length);
        int[] flat = new int[shape.length + 1];
        flat[0] = tensor.dim(0) * tensor.dim(1);
        System.arraycopy(shape, 0, flat, 1, shape.length);
        return tensor.reshape(flat).slice(index, index + 1).reshape(shape);
    }

    private static PassInputs given(Tensor tokens, double scale, AdapterLayers layers, AdapterMask... masks) {
        int people = tokens.dim(0) / 2;
        Tensor scales = Tensor.zeros(attentions.size(), people);
        List<Boolean> chosen = layers.chosen(attentions);
        for (int i = 0; i < scales.size(); i++) {
            scales.data()[i] = chosen.get(i / people) ? (float) scale : 0;
        }
        IpAdapterInputs inputs = new IpAdapterInputs(
                new IpAdapter(Path.of("any"), 0),
                attentions,
                LEVELS,
                tokens.slice(people, 2 * people),
                tokens.slice(0, people),
                scales,
                List.of(masks));
        return inputs.of(2, 1, 16, 16, true);
    }

    private static AdapterMask mask(String name) {
        return AdapterMask.of(name, TestPictures.golden("image/mask." + name + ".png"));
    }

    private static void assertNoise(Map<String, Tensor> golden, String name, UNet adapted, PassInputs given) {
        Map<String, Tensor> text = Goldens.load("image/text.safetensors");
        Tensor expected = golden.get(name);
        float largest = 0;
        for (float value : expected.data()) {
            largest = Math.max(largest, Math.abs(value));
        }
        Tensor noise = adapted.predictNoise(text.get("x"), TIMESTEP, text.get("context"), given, 1, Progress.NONE);
        assertClose(expected, noise, RELATIVE * largest, name);
    }
}
