package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.WeightNames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that holds a model in the published layout of its {@linkplain ModelKind kind}: Arc2Face's {@code arc2face/}
 * (UNet) and {@code encoder/} or diffusers' {@code unet/} and {@code text_encoder/}, then {@code vae/}, {@code tokenizer/},
 * {@code scheduler/}, for FaceStudio {@code linear/}, {@code style_encoder/}, {@code style_encoder_2/}, {@code style_encoder_3/}
 * and perhaps {@code prior/}, for poses {@code controlnet/}, adapters, and face networks:
 * InsightFace's {@code antelopev2/} with Arc2Face's {@code arcface.onnx} in it or beside it, or else the three small ones
 * of the bundled model, which a model that takes texts may lack. Weights may have any of {@link WeightNames}. A folder of Hugging Face's cache stands for its
 * snapshot. Opening it looks at names only; what is inside the files is checked when they are used.
 *
 * @param root the folder
 */
public record ModelFolder(Path root) {

    private static final List<String> REQUIRED = List.of(
            "vae/config.json",
            "vae/diffusion_pytorch_model.safetensors",
            "tokenizer/vocab.json",
            "tokenizer/merges.txt",
            "tokenizer/tokenizer_config.json",
            "scheduler/scheduler_config.json");

    private static final String DIFFUSERS_WEIGHTS = "/diffusion_pytorch_model.safetensors";
    private static final String TRANSFORMERS_WEIGHTS = "/pytorch_model.bin";

    private static final String PRIOR = "prior";

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
        root = HubCache.snapshot(root);
        refuseXl(root);
        requireComplete(root);
        FaceFiles.requireOneRecogniser(root);
    }

    private static void refuseXl(Path root) {
        if (Files.isDirectory(root.resolve("text_encoder_2"))) {
            throw new Arc2FaceException(
                    "The model folder " + root + " has a second text encoder (text_encoder_2), so it"
                            + " holds Stable Diffusion XL or a later model. This program runs Stable Diffusion 1.5 and its"
                            + " fine-tunes. Choose one of these in Edit > Options > Arc2Face....");
        }
    }

    private static void requireComplete(Path root) {
        List<Path> missing =
                files(root).stream().filter(file -> !Files.isRegularFile(file)).toList();
        if (!missing.isEmpty()) {
            String names = missing.stream().map(file -> named(root, file)).collect(Collectors.joining(", "));
            throw new Arc2FaceException("The model folder " + root + " lacks " + names + "." + FaceFiles.advice(root)
                    + sought(missing)
                    + " Fetch what is missing with Install Models..., copy it there, or choose another folder in Edit >"
                    + " Options > Arc2Face....");
        }
    }

    private static String named(Path root, Path file) {
        try {
            String link = Files.isSymbolicLink(file)
                    ? " (a link to " + Files.readSymbolicLink(file) + ", which is not there)"
                    : "";
            return relative(root, file) + link;
        } catch (IOException e) {
            return relative(root, file);
        }
    }

    private static String sought(List<Path> missing) {
        return missing.stream()
                .flatMap(file -> WeightNames.of(file).stream())
                .distinct()
                .map(names -> " " + names.sought())
                .collect(Collectors.joining());
    }

    private static List<Path> files(Path root) {
        ModelKind kind = ModelKind.of(root);
        Stream<String> networks = Stream.of(
                kind.unet() + "/config.json",
                kind.unet() + DIFFUSERS_WEIGHTS,
                kind.encoder() + "/config.json",
                kind.encoder() + TRANSFORMERS_WEIGHTS);
        Stream<String> faces = hasFaceNetworks(root) ? FaceFiles.of(root).stream() : Stream.empty();
        Stream<String> style = kind == ModelKind.FACESTUDIO ? styleFiles(root) : Stream.empty();
        return Stream.of(networks, REQUIRED.stream(), style, faces)
                .flatMap(Function.identity())
                .flatMap(file -> WeightNames.files(root.resolve(file)).stream())
                .toList();
    }

    /** Of the encoders only vision transformers have a configuration. */
    private static Stream<String> styleFiles(Path root) {
        Stream<String> encoders = ModelKind.STYLE_ENCODERS.stream().map(folder -> folder + TRANSFORMERS_WEIGHTS);
        Stream<String> configurations = ModelKind.STYLE_ENCODERS.stream()
                .map(folder -> folder + "/config.json")
                .filter(file -> Files.isRegularFile(root.resolve(file)));
        Stream<String> linear = Stream.of(ModelKind.LINEAR + DIFFUSERS_WEIGHTS);
        Stream<String> prior =
                Stream.of(PRIOR + DIFFUSERS_WEIGHTS).filter(file -> Files.isDirectory(root.resolve(PRIOR)));
        return Stream.of(linear, prior, encoders, configurations).flatMap(Function.identity());
    }

    /** Only a model that takes texts is of use without them. */
    private static boolean hasFaceNetworks(Path root) {
        return ModelKind.of(root) != ModelKind.STABLE_DIFFUSION || FaceFiles.hasAny(root);
    }

    private static String relative(Path root, Path file) {
        return root.relativize(file).toString().replace(File.separatorChar, '/');
    }

    /** @return the model that travels in the plugin */
    public static ModelFolder bundled() {
        return new ModelFolder(Bundled.folder("arc2face-mini"));
    }

    /** @return what the model takes */
    public ModelKind kind() {
        return ModelKind.of(root);
    }

    /** @return the folder of the UNet */
    public Path unet() {
        return root.resolve(kind().unet());
    }

    /** @return the folder of the CLIP text encoder */
    public Path encoder() {
        return root.resolve(kind().encoder());
    }

    /** @return the folder of the pose ControlNet, which a model may lack */
    public Path controlNet() {
        return root.resolve("controlnet");
    }

    /** @return the weights of UNet, text encoder, autoencoder and, if there is one, ControlNet; of shards their index */
    public List<Path> diffusionWeights() {
        return Stream.of(
                        WeightNames.DIFFUSERS.find(unet()),
                        WeightNames.TRANSFORMERS.find(encoder()),
                        WeightNames.DIFFUSERS.find(vae()),
                        WeightNames.DIFFUSERS.find(controlNet()))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * @return the LCM-LoRA, if there is one: where Install Models puts the published one, else in {@code lcm-lora}, where
     *     a model has its own
     */
    public Optional<Path> lcmLora() {
        return installed(folder -> WeightNames.LORA
                .find(folder.resolve("lcm-lora-sdv1-5"))
                .or(() -> WeightNames.LORA.find(folder.resolve("lcm-lora"))));
    }

    /**
     * Install Models... puts Stable Diffusion 1.5 into a folder of its own, and what was made for it beside that folder,
     * where Arc2Face finds it, too.
     *
     * @return what is found in the model, else beside it if it is a Stable Diffusion model
     */
    private Optional<Path> installed(Function<Path, Optional<Path>> find) {
        Path beside = root.toAbsolutePath().normalize().getParent();
        return find.apply(root).or(() -> Optional.ofNullable(beside)
                .filter(folder -> kind() == ModelKind.STABLE_DIFFUSION)
                .flatMap(find));
    }

    /** @return the Expression Adapter, if there is one */
    public Optional<Path> expressionAdapter() {
        return WeightNames.EXPRESSION_ADAPTER.find(root.resolve("exp_adapter"));
    }

    /** @return the Reference Adapter, if there is one */
    public Optional<Path> referenceAdapter() {
        return WeightNames.LORA.find(root.resolve("ref_adapter"));
    }

    /**
     * @param name of an IP-Adapter, with or without its ending: {@code ip-adapter_sd15}
     * @return the adapter, if the folder {@code ip_adapter} has it, of the model or beside a Stable Diffusion model
     */
    public Optional<Path> ipAdapter(String name) {
        return installed(folder -> Stream.of("", ".safetensors", ".bin")
                .map(ending -> folder.resolve("ip_adapter").resolve(name + ending))
                .filter(Files::isRegularFile)
                .findFirst());
    }

    /** @return the weights of CLIP's image encoder, if there is one */
    public Optional<Path> imageEncoder() {
        return installed(folder -> WeightNames.TRANSFORMERS.find(folder.resolve("image_encoder")));
    }

    /** @return the weights of the three image encoders of FaceStudio, in the order in which it reads them */
    public List<Path> styleEncoders() {
        return ModelKind.STYLE_ENCODERS.stream()
                .map(folder -> WeightNames.TRANSFORMERS.in(root.resolve(folder)))
                .toList();
    }

    /** @return the weights of FaceStudio's linear layer */
    public Path linear() {
        return WeightNames.DIFFUSERS.in(root.resolve(ModelKind.LINEAR));
    }

    /** @return the weights of FaceStudio's prior, which it needs for texts, if there is one */
    public Optional<Path> prior() {
        return WeightNames.DIFFUSERS.find(root.resolve(PRIOR));
    }

    /** @return the recogniser that IP-Adapters for FaceID were trained with, if there is one */
    public Optional<Path> faceIdRecogniser() {
        return installed(folder ->
                Optional.of(folder.resolve("buffalo_l/w600k_r50.onnx")).filter(Files::isRegularFile));
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

    /** @return the folder with the three small face networks: its own, or the bundled model's if it has none at all */
    public Path smallFaceNetworks() {
        return hasFaceNetworks(root) ? root : bundled().root();
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

    /** @return the name for dialogs and recipes: the folder's own, or in Hugging Face's cache OWNER/NAME */
    public String name() {
        Path folder = root.toAbsolutePath().normalize();
        return HubCache.name(folder).orElse(folder.getFileName().toString());
    }

    /** @return {@link Fingerprint#of(List, Path)} of the files that it must hold */
    public String fingerprint() {
        return Fingerprint.of(
                files(root).stream().map(file -> relative(root, file)).toList(), root);
    }
}
