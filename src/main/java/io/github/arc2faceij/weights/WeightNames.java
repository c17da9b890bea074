package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names under which weights lie in the folder of a network or an adapter, in the order in which the library that reads
 * such folders prefers them. The variant fp16 is taken where nothing else is there.
 *
 * <pre>{@code
 * WeightFile unet = WeightFile.open(WeightNames.DIFFUSERS.in(folder));
 * }</pre>
 */
public enum WeightNames {
    /** Of a UNet, a ControlNet or an autoencoder, as diffusers 0.29.2 reads them (ModelMixin.from_pretrained). */
    DIFFUSERS(
            "diffusion_pytorch_model.safetensors",
            "diffusion_pytorch_model.safetensors.index.json",
            "diffusion_pytorch_model.safetensors",
            "diffusion_pytorch_model.bin",
            "diffusion_pytorch_model.bin.index.json"),
    /** Of a text encoder, as transformers 4.36.0 reads them (PreTrainedModel.from_pretrained). */
    TRANSFORMERS(
            "pytorch_model.bin",
            "model.safetensors",
            "model.safetensors.index.json",
            "pytorch_model.bin",
            "pytorch_model.bin.index.json"),
    /** Of a LoRA in a folder of its own, as diffusers 0.29.2 reads them (load_lora_weights). */
    LORA("pytorch_lora_weights.safetensors", "pytorch_lora_weights.safetensors", "pytorch_lora_weights.bin"),
    /** Of the Expression Adapter. */
    EXPRESSION_ADAPTER("exp_adapter.bin", "exp_adapter.safetensors", "exp_adapter.bin");

    private static final String VARIANT = "fp16";

    private final String published;
    private final List<String> plain;

    WeightNames(String published, String... plain) {
        this.published = published;
        this.plain = List.of(plain);
    }

    /**
     * @param folder of the network
     * @return the first of the names that is there: a file of weights, or the index of its shards
     */
    public Optional<Path> find(Path folder) {
        return names().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /**
     * @param folder of the network
     * @return the file that is there
     * @throws Arc2FaceException when there is none, with all names that were looked for
     */
    public Path in(Path folder) {
        return find(folder)
                .orElseThrow(() -> new Arc2FaceException("The folder \"" + folder + "\" holds no weights. " + sought()
                        + " Install the model again, or copy its weights there."));
    }

    /** @return the sentence that says which names were looked for */
    public String sought() {
        return "The plugin looked for " + String.join(", ", plain) + ", and for the same names with ." + VARIANT
                + " before the ending.";
    }

    /**
     * @param published the path of a file in the published layout
     * @return the names that its content may have, if it is one of weights
     */
    public static Optional<WeightNames> of(Path published) {
        String name = published.getFileName().toString();
        return Arrays.stream(values())
                .filter(names -> names.published.equals(name))
                .findFirst();
    }

    /**
     * @param published the path of a file in the published layout
     * @return the files in its folder that hold what it holds there: it alone, weights under another of their names, or
     *     their index and shards; they may be missing
     * @throws Arc2FaceException when an index of shards is damaged
     */
    public static List<Path> files(Path published) {
        return of(published)
                .flatMap(names -> names.find(published.getParent()))
                .map(WeightFile::filesOf)
                .orElse(List.of(published));
    }

    private Stream<String> names() {
        return Stream.concat(plain.stream(), plain.stream().flatMap(WeightNames::variants));
    }

    /** Of an index diffusers has written two kinds of names. */
    private static Stream<String> variants(String name) {
        String index = ".index.json";
        String last = insert(name, name.lastIndexOf('.'));
        return name.endsWith(index) ? Stream.of(last, insert(name, name.length() - index.length())) : Stream.of(last);
    }

    private static String insert(String name, int at) {
        return name.substring(0, at) + "." + VARIANT + name.substring(at);
    }
}
