package io.github.arc2faceij.bench;

import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.ipadapter.AdapterMask;
import io.github.arc2faceij.condition.ipadapter.AdapterUse;
import io.github.arc2faceij.condition.ipadapter.ImagePrompt;
import io.github.arc2faceij.condition.ipadapter.IpAdapterCondition;
import io.github.arc2faceij.diffusion.Batch;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.graph.AttentionOrder;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.engine.LoadedModel;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two people by masks cost, whom an IP-Adapter for FaceID shows to a UNet of SD 1.5's size: seconds of a guided step of a
 * picture of 512 x 512 pixels, with them or without, and the most memory that the process had. The weights by formula, 4.4 GB,
 * are written when the folder does not hold them yet, and stay there. {@code src/bench/faceid_torch.py} does the same with diffusers.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Xmx512m -cp %classpath io.github.arc2faceij.bench.FaceIdBench FOLDER with|without [steps 3]"
 * }</pre>
 */
public final class FaceIdBench {

    private static final String ADAPTER = "ip-adapter-faceid_sd15";
    private static final int SIDE = 512;
    private static final int CONTEXT = 768;
    private static final int LORA_RANK = 128;
    private static final int TOKENS = 4;

    private FaceIdBench() {}

    /**
     * @param arguments folder, with or without the people, then how many steps
     * @throws IOException when the weights cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        if (!Files.exists(folder.resolve("ip_adapter"))) {
            RecipeModel.writeStableDiffusion("full", folder);
            RecipeModel.addIpAdapters(folder);
            Safetensors.write(folder.resolve("ip_adapter").resolve(ADAPTER + ".safetensors"), adapter(folder));
            System.out.println("The weights are written. The next start measures.");
            return;
        }
        int steps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        Meter loading = new Meter();
        ModelFolder files = new ModelFolder(folder);
        IpAdapterCondition people = people(files);
        boolean with = arguments[1].equals("with");
        UNetOptions options = with ? people.addTo(UNetOptions.NONE, files) : UNetOptions.NONE;
        try (LoadedModel model = new LoadedModel(files, BenchDevice.get(), Path.of("no head"));
                UNet unet = new UNet(files.unet(), BenchDevice.get(), options)) {
            Batch batch = new Batch(
                    0, 981, RecipeWeights.uniform("x", 2, 4, 64, 64), RecipeWeights.uniform("p", 2, 77, CONTEXT), 0, 1);
            PassInputs inputs = with ? inputs(people, model, batch) : PassInputs.NONE;
            loading.print("load");
            for (int i = 0; i < steps; i++) {
                Meter pass = new Meter();
                unet.predictNoise(batch.latents(), batch.timestep(), batch.context(), inputs, Progress.NONE);
                pass.print("run " + (i + 1));
            }
        }
    }

    private static PassInputs inputs(IpAdapterCondition people, LoadedModel model, Batch batch) {
        Sampling sampling = new Sampling(1, 25, 7.5, SamplerType.EULER_A, 42, Noise.CPU, SIDE, SIDE);
        return people.open(model, sampling, Progress.NONE)
                .orElseThrow()
                .begin(null, null, Progress.NONE)
                .of(batch, Progress.NONE);
    }

    private static IpAdapterCondition people(ModelFolder files) {
        String recogniser = RecipeModel.faceIdRecogniser(files);
        return new IpAdapterCondition(List.of(new AdapterUse(
                Path.of(ADAPTER + ".safetensors"),
                List.of(person("left", recogniser, 0), person("right", recogniser, SIDE / 2)),
                0.8)));
    }

    private static ImagePrompt person(String name, String recogniser, int firstColumn) {
        float[] inside = new float[SIDE * SIDE];
        for (int i = 0; i < inside.length; i++) {
            int column = i % SIDE - firstColumn;
            inside[i] = column >= 0 && column < SIDE / 2 ? 1 : 0;
        }
        float[] embedding = RecipeWeights.uniform(name, Identity.LENGTH).data();
        return new ImagePrompt(Identity.ofEmbedding(embedding, recogniser), name)
                .in(new AdapterMask(name, SIDE, SIDE, inside));
    }

    /** Shapes are those of the published file: a LoRA of rank 128 for every attention, keys and values for each that sees a text. */
    private static Map<String, Tensor> adapter(Path folder) {
        JsonObject unet = Goldens.json("full/arc2face/tensors.json");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        addLinear(tensors, "image_proj.proj.0", 2 * Identity.LENGTH, Identity.LENGTH);
        addLinear(tensors, "image_proj.proj.2", TOKENS * CONTEXT, 2 * Identity.LENGTH);
        add(tensors, "image_proj.norm.weight", CONTEXT);
        add(tensors, "image_proj.norm.bias", CONTEXT);
        int module = 0;
        for (String attention : AttentionOrder.crossAttentions(NetworkConfig.read(folder.resolve("unet")))) {
            int size = unet.getAsJsonArray(attention + ".to_q.weight").get(0).getAsInt();
            addLoras(tensors, "ip_adapter." + module++, size, size);
            addLoras(tensors, "ip_adapter." + module, size, CONTEXT);
            add(tensors, "ip_adapter." + module + ".to_k_ip.weight", size, CONTEXT);
            add(tensors, "ip_adapter." + module++ + ".to_v_ip.weight", size, CONTEXT);
        }
        return tensors;
    }

    private static void addLoras(Map<String, Tensor> tensors, String module, int size, int seen) {
        for (String layer : List.of("to_q", "to_k", "to_v", "to_out")) {
            boolean ofContext = layer.equals("to_k") || layer.equals("to_v");
            add(tensors, module + "." + layer + "_lora.down.weight", LORA_RANK, ofContext ? seen : size);
            add(tensors, module + "." + layer + "_lora.up.weight", size, LORA_RANK);
        }
    }

    private static void addLinear(Map<String, Tensor> tensors, String layer, int rows, int columns) {
        add(tensors, layer + ".weight", rows, columns);
        add(tensors, layer + ".bias", rows);
    }

    private static void add(Map<String, Tensor> tensors, String name, int... shape) {
        tensors.put(name, RecipeWeights.weights("ip." + name, 0, shape));
    }
}
