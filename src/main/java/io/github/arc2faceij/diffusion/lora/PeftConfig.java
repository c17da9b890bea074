package io.github.arc2faceij.diffusion.lora;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The strength that a LoRA was trained with where no tensor tells it: PEFT's LoraConfig, LoHaConfig or LoKrConfig. diffusers
 * (0.34 and later) writes it into the header of the file, under names that begin with the component's; PEFT writes
 * {@code adapter_config.json} beside its {@code adapter_model.safetensors}.
 */
final class PeftConfig {

    private static final String HEADER = "lora_adapter_metadata";
    private static final String PEFT_FILE = "adapter_model.";
    private static final String PEFT_CONFIG = "adapter_config.json";
    /** What PEFT takes for a rank or an alpha that is left out. */
    private static final double DEFAULT = 8;

    private final Path source;
    private final JsonObject config;

    private PeftConfig(Path source, JsonObject config) {
        this.source = source;
        this.config = config;
    }

    /**
     * @param file of the LoRA
     * @param target the network
     * @return what is known about it, if anything
     * @throws Arc2FaceException when it is there and cannot be read
     */
    static Optional<PeftConfig> of(WeightFile file, LoraTarget target) {
        Path beside = file.path().resolveSibling(PEFT_CONFIG);
        String header = file.metadata().get(HEADER);
        if (header != null) {
            JsonObject config = component(parsed(file.path(), header), target.component() + ".");
            return config.size() == 0 ? Optional.empty() : Optional.of(new PeftConfig(file.path(), config));
        }
        if (file.path().getFileName().toString().startsWith(PEFT_FILE) && Files.isRegularFile(beside)) {
            return Optional.of(new PeftConfig(beside, parsed(beside, text(beside))));
        }
        return Optional.empty();
    }

    /** A network that was saved by itself, and not as part of a pipeline, has names without the component's. */
    private static JsonObject component(JsonObject all, String beginning) {
        JsonObject own = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : all.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(beginning)) {
                own.add(name.substring(beginning.length()), entry.getValue());
            } else if (name.indexOf('.') < 0) {
                own.add(name, entry.getValue());
            }
        }
        return own;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Arc2FaceException("The file " + file + " beside the LoRA cannot be read: " + e + ".", e);
        }
    }

    private static JsonObject parsed(Path source, String text) {
        try {
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw damaged(source, "it is not a JSON object", e);
        }
    }

    private static Arc2FaceException damaged(Path source, String why, Exception cause) {
        return new Arc2FaceException(
                "The strength of the LoRA cannot be read from " + source + ": " + why + ". Get the LoRA again.", cause);
    }

    /**
     * alpha / rank, or alpha / sqrt(rank) for a rank-stabilized LoRA (Kalajdzievski 2023, arXiv 2312.03732). The first pattern
     * that the layer's name ends with gives alpha or rank, else they are the common ones.
     *
     * @param layer as the network names it
     * @param rank of its tensors, 0 when they have none
     * @return what the change is multiplied with
     * @throws Arc2FaceException when there is no finite number
     */
    double scale(String layer, long rank) {
        try {
            double alpha = number(layer, "alpha_pattern", config.has("lora_alpha") ? "lora_alpha" : "alpha");
            double divisor = rank > 0 ? rank : number(layer, "rank_pattern", "r");
            JsonElement stabilized = config.get("use_rslora");
            boolean root = stabilized != null && stabilized.isJsonPrimitive() && stabilized.getAsBoolean();
            double scale = alpha / (root ? Math.sqrt(divisor) : divisor);
            if (Double.isFinite(scale)) {
                return scale;
            }
            throw damaged(source, "alpha is " + alpha + " and the rank " + divisor + " for " + layer, null);
        } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw damaged(source, "alpha or rank is not a number for " + layer, e);
        } catch (PatternSyntaxException e) {
            throw damaged(source, "it has the pattern \"" + e.getPattern() + "\"", e);
        }
    }

    private double number(String layer, String patterns, String common) {
        JsonElement all = config.get(patterns);
        if (all != null && all.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry : all.getAsJsonObject().entrySet()) {
                if (matches(entry.getKey(), layer)) {
                    return entry.getValue().getAsDouble();
                }
            }
        }
        JsonElement number = config.get(common);
        return number == null || number.isJsonNull() ? DEFAULT : number.getAsDouble();
    }

    /** PEFT's {@code get_pattern_key}. */
    private static boolean matches(String pattern, String layer) {
        return Pattern.compile("(.*\\.)?(" + pattern + ")$").matcher(layer).lookingAt();
    }
}
