package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that holds an Arc2Face model in the published layout: {@code arc2face/} (UNet), {@code encoder/},
 * {@code vae/}, {@code tokenizer/}, {@code scheduler/}, for poses {@code controlnet/}, adapters, and face networks:
 * InsightFace's {@code antelopev2/} with Arc2Face's {@code arcface.onnx} in it or beside it, or else the three small ones
 * of the bundled model. Opening it looks at names only; what is inside the files is checked when they are used.
 *
 * @param root the folder
 */
public record ModelFolder(Path root) {

    private static final List<String> REQUIRED = List.of(
            "arc2face/config.json",
            "arc2face/diffusion_pytorch_model.safetensors",
            "encoder/config.json",
            "encoder/pytorch_model.bin",
            "vae/config.json",
            "vae/diffusion_pytorch_model.safetensors",
            "tokenizer/vocab.json",
            "tokenizer/merges.txt",
            "tokenizer/tokenizer_config.json",
            "scheduler/scheduler_config.json");

    /**
     * @param root the folder
     * @throws Arc2FaceException when the folder or one of the files is missing, naming all that are, or when there are two
     *     recognisers
     */
    public ModelFolder {
        if (!Files.isDirectory(root)) {
            throw new Arc2FaceException("There is no model folder " + root
                    + ". Choose another one in Edit > Options > Arc2Face..., or leave it empty for the bundled model.");
        }
        requireComplete(root);
        FaceFiles.requireOneRecogniser(root);
    }

    private static void requireComplete(Path root) {
        String missing = files(root).stream()
                .filter(file -> !Files.isRegularFile(root.resolve(file)))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new Arc2FaceException("The model folder " + root + " lacks " + missing + "." + FaceFiles.advice(root)
                    + " Fetch what is missing with Install Models..., copy it there, or choose another folder in Edit >"
                    + " Options > Arc2Face....");
        }
    }

    private static List<String> files(Path root) {
        return Stream.concat(REQUIRED.stream(), FaceFiles.of(root).stream()).toList();
    }

    /** @return the model that travels in the plugin */
    public static ModelFolder bundled() {
        return new ModelFolder(Bundled.folder("arc2face-mini"));
    }

    /** @return the folder of the UNet */
    public Path unet() {
        return root.resolve("arc2face");
    }

    /** @return the folder of the CLIP text encoder */
    public Path encoder() {
        return root.resolve("encoder");
    }

    /** @return the folder of the pose ControlNet, which a model may lack */
    public Path controlNet() {
        return root.resolve("controlnet");
    }

    /** @return the weights of UNet, text encoder, autoencoder and, if there is one, ControlNet */
    public List<Path> diffusionWeights() {
        return Stream.of(
                        "arc2face/diffusion_pytorch_model.safetensors",
                        "encoder/pytorch_model.bin",
                        "vae/diffusion_pytorch_model.safetensors",
                        "controlnet/diffusion_pytorch_model.safetensors")
                .map(root::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    /**
     * @return the LCM-LoRA, if there is one: where Install Models puts the published one, else in {@code lcm-lora}, where
     *     a model has its own
     */
    public Optional<Path> lcmLora() {
        return firstFile(
                "lcm-lora-sdv1-5/pytorch_lora_weights.safetensors", "lcm-lora/pytorch_lora_weights.safetensors");
    }

    /** @return the Expression Adapter, if there is one */
    public Optional<Path> expressionAdapter() {
        return firstFile("exp_adapter/exp_adapter.bin");
    }

    /** @return the Reference Adapter, if there is one */
    public Optional<Path> referenceAdapter() {
        return firstFile("ref_adapter/pytorch_lora_weights.safetensors");
    }

    private Optional<Path> firstFile(String... names) {
        return Stream.of(names).map(root::resolve).filter(Files::isRegularFile).findFirst();
    }

    /** @return the folder of the autoencoder */
    public Path vae() {
        return root.resolve("vae");
    }

    /** @return the folder of the CLIP tokenizer */
    public Path tokenizer() {
        return root.resolve("tokenizer");
    }

    /** @return the scheduler's configuration */
    public Path schedulerConfig() {
        return root.resolve("scheduler/scheduler_config.json");
    }

    /** @return whether faces are analysed by InsightFace's networks and not by those of the bundled model */
    public boolean hasAntelope() {
        return FaceFiles.hasAntelope(root);
    }

    /** @return the folder of InsightFace's networks, if there is {@linkplain #hasAntelope one} */
    public Path antelope() {
        return root.resolve(FaceFiles.ANTELOPE);
    }

    /** @return the recogniser of the published Arc2Face, if the model {@linkplain #hasAntelope has} it */
    public Path arcFace() {
        return root.resolve(FaceFiles.arcFace(root));
    }

    /** @return the name for dialogs and recipes: the folder's own name */
    public String name() {
        return root.toAbsolutePath().normalize().getFileName().toString();
    }

    /** @return {@link Fingerprint#of(List, Path)} of the files that it must hold */
    public String fingerprint() {
        return Fingerprint.of(files(root), root);
    }
}
