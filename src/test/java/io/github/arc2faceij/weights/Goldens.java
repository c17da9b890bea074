package io.github.arc2faceij.weights;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outputs of the reference libraries, under src/test/resources/golden. */
public final class Goldens {

    private Goldens() {}

    /**
     * @param resource path within the golden folder, {@code "tiny/encoder.safetensors"}
     * @return its tensors by name, converted to float32
     */
    public static Map<String, Tensor> load(String resource) {
        WeightFile file = WeightFile.open(path(resource));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.names().forEach(name -> tensors.put(name, file.read(name)));
        return tensors;
    }

    /**
     * @param network of the bundled model: "arc2face", "controlnet", "vae" or "encoder"
     * @return the first four numbers of one of its tensors, as safetensors and torch read them
     */
    static float[] firstWeights(String network) {
        return new Gson().fromJson(json("mini/weights.json").get(network), float[].class);
    }

    /**
     * @param resource path within the golden folder, {@code "tiny/recipe_check.json"}
     * @return the parsed file
     */
    public static JsonObject json(String resource) {
        try {
            return JsonParser.parseString(Files.readString(path(resource))).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param resource path within the golden folder
     * @return where the file or folder lies
     */
    public static Path path(String resource) {
        URL url = Goldens.class.getResource("/golden/" + resource);
        if (url == null) {
            throw new IllegalArgumentException("src/test/resources/golden/" + resource + " is missing");
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
