package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A folder that holds an Arc2Face model in the published layout: {@code arc2face/} (UNet), {@code encoder/},
 * {@code vae/}, {@code tokenizer/}, {@code scheduler/}, the three face networks beside them and, for poses,
 * {@code controlnet/}. Opening it looks at names only; what is inside the files is checked when they are used.
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
            "scheduler/scheduler_config.json",
            "detector.onnx",
            "landmarks68.onnx",
            "recognizer.onnx");

    /**
     * @param root the folder
     * @throws Arc2FaceException when the folder or one of the files is missing, naming all that are
     */
    public ModelFolder {
        if (!Files.isDirectory(root)) {
            throw new Arc2FaceException("There is no model folder " + root
                    + ". Choose another one in Edit > Options > Arc2Face..., or leave it empty for the bundled model.");
        }
        Path folder = root;
        String missing = REQUIRED.stream()
                .filter(file -> !Files.isRegularFile(folder.resolve(file)))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new Arc2FaceException("The model folder " + root + " lacks " + missing
                    + ". Copy what is missing into it, or choose another folder in Edit > Options > Arc2Face....");
        }
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

    /** @return the name for dialogs and recipes: the folder's own name */
    public String name() {
        return root.toAbsolutePath().normalize().getFileName().toString();
    }

    /** @return {@link Fingerprint#of(List, Path)} of the required files */
    public String fingerprint() {
        return Fingerprint.of(REQUIRED, root);
    }
}
