package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeExpressionAdapter;
import io.github.arc2faceij.weights.RecipeImageEncoder;
import io.github.arc2faceij.weights.RecipeIpAdapter;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * The tiny model by formula as a complete model folder, with the face networks of the bundled model: pictures of 128 x
 * 128 pixels that show nothing, but the same as diffusers makes of these weights.
 */
public final class RecipeModel {

    private RecipeModel() {}

    /**
     * @param folder becomes a model with pose ControlNet and without adapters
     * @return the folder
     */
    public static Path write(Path folder) {
        RecipeWeights.writeFolder("tiny", folder, DataType.F32);
        Path bundled = ModelFolder.bundled().root();
        copy(Goldens.path("tokenizer"), folder.resolve("tokenizer"));
        copy(bundled.resolve("scheduler"), folder.resolve("scheduler"));
        for (String network : new String[] {"detector.onnx", "landmarks68.onnx", "recognizer.onnx"}) {
            copy(bundled.resolve(network), folder.resolve(network));
        }
        return folder;
    }

    /**
     * @param folder becomes a Stable Diffusion model in diffusers' layout, without face networks
     * @return the folder
     */
    public static Path writeStableDiffusion(Path folder) {
        RecipeWeights.writeNetwork("tiny", "vae", folder, DataType.F32);
        RecipeWeights.writeModel(
                "tiny/arc2face/tensors.json",
                "tiny/arc2face/config.json",
                folder.resolve("unet"),
                "diffusion_pytorch_model.safetensors",
                0,
                DataType.F32);
        RecipeWeights.writeModel(
                "tiny/encoder/tensors.json",
                "tiny/encoder/config.json",
                folder.resolve("text_encoder"),
                "model.safetensors",
                0,
                DataType.F32);
        copy(Goldens.path("tokenizer"), folder.resolve("tokenizer"));
        copy(ModelFolder.bundled().root().resolve("scheduler"), folder.resolve("scheduler"));
        return folder;
    }

    /**
     * Puts LCM-LoRA, Expression Adapter and Reference Adapter where Install Models puts them.
     *
     * @param folder of the model
     */
    public static void addAdapters(Path folder) {
        RecipeLora.writeKohya(newFile(folder, "lcm-lora-sdv1-5/pytorch_lora_weights.safetensors"));
        RecipeExpressionAdapter.write(newFile(folder, "exp_adapter/exp_adapter.bin"), "full");
        RecipeLora.writePeft(newFile(folder, "ref_adapter/pytorch_lora_weights.safetensors"));
    }

    /**
     * @param folder becomes a model with IP-Adapters of all forms, an image encoder, and a recogniser in place of FaceID's
     * @return the folder
     */
    public static Path writeWithIpAdapters(Path folder) {
        write(folder);
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter_sd15.safetensors"), "base");
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter-plus_sd15.safetensors"), "plus");
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter-faceid_sd15.bin"), "faceid");
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter-faceid-plusv2_sd15.bin"), "faceid_plus");
        RecipeImageEncoder.write("vit_gelu", folder.resolve("image_encoder"));
        copy(folder.resolve("recognizer.onnx"), newFile(folder, "buffalo_l/w600k_r50.onnx"));
        return folder;
    }

    /**
     * @param folder of {@link #writeWithIpAdapters}
     * @return the fingerprint of the identities that its IP-Adapters for FaceID take
     */
    public static String faceIdRecogniser(ModelFolder folder) {
        return Sha256.of(folder.faceIdRecogniser().orElseThrow(), done -> {});
    }

    private static Path newFile(Path folder, String name) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            return folder.resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path source, Path target) {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, target.resolve(source.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
