package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeExpressionAdapter;
import io.github.arc2faceij.weights.RecipeImageEncoder;
import io.github.arc2faceij.weights.RecipeIpAdapter;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
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
        copy(Goldens.path("tokenizer"), folder.resolve("tokenizer"));
        copy(ModelFolder.bundled().root().resolve("scheduler"), folder.resolve("scheduler"));
        copyFaceNetworks(folder);
        return folder;
    }

    private static void copyFaceNetworks(Path folder) {
        Path bundled = ModelFolder.bundled().root();
        for (String network : new String[] {"detector.onnx", "landmarks68.onnx", "recognizer.onnx"}) {
            copy(bundled.resolve(network), folder.resolve(network));
        }
    }

    /**
     * @param folder becomes a Stable Diffusion model in diffusers' layout, without face networks
     * @return the folder
     */
    public static Path writeStableDiffusion(Path folder) {
        return writeStableDiffusion("tiny", folder);
    }

    /**
     * @param size {@code "tiny"} or {@code "full"} (4.2 GB)
     * @param folder becomes a Stable Diffusion model in diffusers' layout, without face networks
     * @return the folder
     */
    public static Path writeStableDiffusion(String size, Path folder) {
        RecipeWeights.writeNetwork(size, "vae", folder, DataType.F32);
        RecipeWeights.writeModel(
                size + "/arc2face/tensors.json",
                size + "/arc2face/config.json",
                folder.resolve("unet"),
                "diffusion_pytorch_model.safetensors",
                0,
                DataType.F32);
        RecipeWeights.writeModel(
                size + "/encoder/tensors.json",
                size + "/encoder/config.json",
                folder.resolve("text_encoder"),
                "model.safetensors",
                0,
                DataType.F32);
        copy(Goldens.path("tokenizer"), folder.resolve("tokenizer"));
        copy(ModelFolder.bundled().root().resolve("scheduler"), folder.resolve("scheduler"));
        return folder;
    }

    /**
     * @param folder becomes a model of FaceStudio's form
     * @return the folder
     */
    public static Path writeFaceStudio(Path folder) {
        writeStableDiffusion(folder);
        copyFaceNetworks(folder);
        RecipeImageEncoder.write("vit_gelu", folder.resolve("style_encoder"));
        RecipeImageEncoder.writeResNet(newFile(folder, "style_encoder_2/model.safetensors"), "");
        RecipeImageEncoder.write("vit_quick_gelu", folder.resolve("style_encoder_3"));
        Safetensors.write(
                newFile(folder, "linear/diffusion_pytorch_model.safetensors"),
                Map.of(
                        "linear.weight", RecipeWeights.weights("facestudio.linear.weight", 0, 4 * 576, 3 * 48 + 512),
                        "linear.bias", RecipeWeights.weights("facestudio.linear.bias", 0, 4 * 576)));
        Map<String, Tensor> prior = new LinkedHashMap<>();
        prior.put("text_projection.weight", RecipeWeights.weights("facestudio.text_projection.weight", 0, 48, 576));
        prior.put("prior.0.weight", RecipeWeights.weights("facestudio.prior.0.weight", 0, 96, 48));
        prior.put("prior.0.bias", RecipeWeights.weights("facestudio.prior.0.bias", 0, 96));
        prior.put("prior.2.weight", RecipeWeights.weights("facestudio.prior.2.weight", 0, 3 * 48, 96));
        prior.put("prior.2.bias", RecipeWeights.weights("facestudio.prior.2.bias", 0, 3 * 48));
        Safetensors.write(newFile(folder, "prior/diffusion_pytorch_model.safetensors"), prior);
        return folder;
    }

    /**
     * @param model a folder
     * @param copy becomes a folder of the same files, which may be replaced there
     * @return the copy
     */
    public static Path link(Path model, Path copy) {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.createLink(newFile(copy, model.relativize(file).toString()), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
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
        addIpAdapters(folder);
        return folder;
    }

    /**
     * Puts IP-Adapters of all forms, an image encoder, and a recogniser in place of FaceID's where Install Models puts them.
     *
     * @param folder of the model, or the one that a Stable Diffusion model lies in
     */
    public static void addIpAdapters(Path folder) {
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter_sd15.safetensors"), "base");
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter-plus_sd15.safetensors"), "plus");
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter-faceid_sd15.bin"), "faceid");
        RecipeIpAdapter.write(newFile(folder, "ip_adapter/ip-adapter-faceid-plusv2_sd15.bin"), "faceid_plus");
        RecipeImageEncoder.write("vit_gelu", folder.resolve("image_encoder"));
        copy(ModelFolder.bundled().root().resolve("recognizer.onnx"), newFile(folder, "buffalo_l/w600k_r50.onnx"));
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
