package io.github.arc2faceij.diffusion.lora;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.TensorLocation;
import io.github.arc2faceij.weights.WeightFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why a LoRA is refused: it is of another model, of a kind that cannot be added, or some tensors do not fit. */
final class LoraRefusal {

    /** Other models by what only their LoRAs have in names, the most telling first. */
    private static final Map<Pattern, String> MODELS = new LinkedHashMap<>();

    /** Kinds by the endings of names: LyCORIS' and PEFT's. */
    private static final Map<Pattern, String> KINDS = new LinkedHashMap<>();

    static {
        model("^lora_te2_|^text_encoder_2\\.|(label_emb|add_embedding)[._]", "Stable Diffusion XL");
        model("(^|[._])(double_blocks|single_blocks|single_transformer_blocks)[._]", "Flux or a model of its kind");
        model("(^|[._])joint_blocks[._]", "Stable Diffusion 3");
        model(
                "^(lora_|lycoris_)?transformer[._]|^(lora_unet_|diffusion_model\\.)(blocks|layers|transformer_blocks)[._]",
                "a diffusion transformer (Stable Diffusion 3, Flux, Wan, Qwen-Image, ...)");
        model("(down|mid|up|input|middle|output)_block.*[._]transformer_blocks[._][1-9]", "Stable Diffusion XL");
        model("[._]motion_modules[._]", "AnimateDiff");
        kind("\\.(a1|a2|b1|b2|bm)\\.weight|\\.glora_\\w+.*", "GLoRA");
        kind("\\.oft_diag", "OFT");
        kind("\\.oft_(r|R)(\\..*)?", "OFT");
        kind("\\.boft_\\w+(\\..*)?", "BOFT");
        kind("\\.rescale", "OFT with rescaling");
        kind("\\.on_input|\\.ia3_\\w+.*", "IA3");
        kind("\\.diff(_b)?", "Full (whole differences of weights)");
        kind("\\.set_weight", "Full (whole weights)");
        kind("\\.[wb]_norm", "Norm (differences of normalization layers)");
        kind("\\.(q_layer|p_layer)\\.weight|\\.lambda_layer", "T-LoRA");
        kind("\\.lora_E(\\..*)?", "AdaLoRA");
        kind("\\.lora_embedding_[AB](\\..*)?", "LoRA of embeddings");
        kind("\\.lora_[AB](\\.\\w+)?\\.bias|\\.lora_(up|down)\\.bias", "LoRA with biases");
        kind("\\.\\w+_custom_diffusion(_out.*)?\\.\\w+", "Custom Diffusion");
        kind(
                "\\.(p?vera_lambda|hra|hira|fourierft|randlora|vblora|shira|miss|road|c3a|delora)_\\w+(\\..*)?",
                "one of PEFT's newer kinds");
    }

    private static final int NAMED_MISFITS = 3;
    private static final int LONGEST_NAME = 100;
    private static final int BUTTERFLY_AXES = 4;

    private final WeightFile file;

    LoraRefusal(WeightFile file) {
        this.file = file;
    }

    private static void model(String names, String model) {
        MODELS.put(Pattern.compile(names), model);
    }

    private static void kind(String ending, String kind) {
        KINDS.put(Pattern.compile("(" + ending + ")$"), kind);
    }

    /**
     * @param misfits what is wrong with which tensor, at least one
     * @return what to throw
     */
    Arc2FaceException of(Map<String, String> misfits) {
        return model().or(() -> kind(misfits)).orElseGet(() -> shapes(misfits));
    }

    private Optional<Arc2FaceException> model() {
        return first(MODELS, file.names().stream())
                .map(found ->
                        refusal("was made for " + found.kind() + ": it has the tensor \"" + found.tensor() + "\""));
    }

    private Optional<Arc2FaceException> kind(Map<String, String> misfits) {
        return butterfly(misfits)
                .or(() -> first(KINDS, misfits.keySet().stream()))
                .map(found -> new Arc2FaceException("The LoRA " + file.path() + " is of the kind " + found.kind()
                        + ", which cannot be added here: it has the tensor \"" + found.tensor()
                        + "\". LoRA, LoCon, LoHa, LoKr and DoRA can be added."));
    }

    /** OFT, Diag-OFT and BOFT have the same names. */
    private Optional<Found> butterfly(Map<String, String> misfits) {
        return misfits.keySet().stream()
                .filter(name -> name.endsWith(".oft_blocks"))
                .findFirst()
                .map(name -> {
                    TensorLocation blocks = file.get(name);
                    return new Found(name, blocks.shape().size() == BUTTERFLY_AXES ? "BOFT" : "OFT or Diag-OFT");
                });
    }

    private Arc2FaceException shapes(Map<String, String> misfits) {
        String first = misfits.entrySet().stream()
                .limit(NAMED_MISFITS)
                .map(misfit -> "\"" + shortened(misfit.getKey()) + "\" " + misfit.getValue())
                .collect(Collectors.joining("; "));
        return refusal("does not fit this model. Tensors that have no place in it: " + misfits.size() + " of "
                + file.names().size() + ". The first: " + first);
    }

    private Arc2FaceException refusal(String what) {
        String said = Stream.of("modelspec.architecture", "ss_base_model_version")
                .filter(file.metadata()::containsKey)
                .map(key -> " It says that it was made for \""
                        + shortened(file.metadata().get(key)) + "\".")
                .findFirst()
                .orElse("");
        return new Arc2FaceException("The LoRA " + file.path() + " " + what + "." + said
                + " Choose a LoRA that was made for the UNet of Stable Diffusion 1.5.");
    }

    private record Found(String tensor, String kind) {}

    private static Optional<Found> first(Map<Pattern, String> patterns, Stream<String> names) {
        List<String> all = names.toList();
        return patterns.entrySet().stream()
                .flatMap(entry -> all.stream()
                        .filter(name -> entry.getKey().matcher(name).find())
                        .limit(1)
                        .map(name -> new Found(shortened(name), entry.getValue())))
                .findFirst();
    }

    /** A file may have names of any length in it; a dialog has not. */
    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
    }
}
