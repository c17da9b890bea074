package io.github.arc2faceij.models.install;

import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a catalogue:
 *
 * <pre>{@code
 * {"hosts": {"laboratory": "https://models.example.org/"},
 *  "bundles": [{
 *    "id": "arc2face", "name": "...", "purpose": "...",
 *    "licence": {"name": "MIT", "address": "https://...", "notice": "...", "mustAccept": true},
 *    "files": [
 *      {"host": "laboratory", "path": "unet/config.json", "target": "arc2face/config.json"},
 *      {"host": "laboratory", "path": "antelopev2.zip", "bytes": 1000, "sha256": "...",
 *       "unpack": [{"target": "antelopev2/1k3d68.onnx", "alsoKnownAs": ["1k3d68.onnx"]}]}]}]}
 * }</pre>
 */
final class CatalogueReader {

    private CatalogueReader() {}

    /**
     * @param json the whole catalogue
     * @param name of the file, for messages
     * @return what it says
     * @throws Arc2FaceException when something is missing, of another kind, or not known, naming the place
     */
    static Catalogue read(JsonObject json, String name) {
        JsonFields fields = new JsonFields(json, name);
        fields.requireKnownKeys("hosts", "bundles");
        Map<String, URI> hosts = new LinkedHashMap<>();
        fields.optional("hosts")
                .ifPresent(listed -> listed.names().forEach(host -> hosts.put(host, web(listed, host))));
        Map<String, Bundle> bundles = new LinkedHashMap<>();
        for (JsonFields bundle : fields.objects("bundles")) {
            bundles.put(bundle.text("id"), bundle(bundle));
        }
        return new Catalogue(hosts, bundles);
    }

    private static Bundle bundle(JsonFields fields) {
        fields.requireKnownKeys("id", "name", "purpose", "licence", "files");
        List<PublishedFile> files = fields.objects("files").stream()
                .map(CatalogueReader::publishedFile)
                .toList();
        if (files.isEmpty()) {
            throw fields.invalid("files", "at least one file");
        }
        return new Bundle(
                fields.text("id"),
                fields.text("name"),
                fields.text("purpose"),
                licence(fields.object("licence")),
                files);
    }

    private static Licence licence(JsonFields fields) {
        fields.requireKnownKeys("name", "address", "notice", "mustAccept");
        return new Licence(
                fields.text("name"), web(fields, "address"), fields.text("notice"), fields.bool("mustAccept"));
    }

    private static PublishedFile publishedFile(JsonFields fields) {
        fields.requireKnownKeys("host", "path", "bytes", "sha256", "target", "alsoKnownAs", "unpack");
        boolean isArchive = fields.has("unpack");
        List<ModelFile> files = isArchive
                ? fields.objects("unpack").stream().map(CatalogueReader::member).toList()
                : List.of(modelFile(fields));
        return new PublishedFile(fields.text("host"), path(fields), bytes(fields), sha256(fields), isArchive, files);
    }

    private static ModelFile member(JsonFields fields) {
        fields.requireKnownKeys("target", "alsoKnownAs");
        return modelFile(fields);
    }

    private static ModelFile modelFile(JsonFields fields) {
        return new ModelFile(fields.text("target"), fields.texts("alsoKnownAs"));
    }

    private static String path(JsonFields fields) {
        String path = fields.text("path");
        try {
            if (!URI.create("https://host/" + path).getPath().endsWith("/")) {
                return path;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw fields.invalid("path", "the path of a file on a web server");
    }

    private static OptionalLong bytes(JsonFields fields) {
        return fields.has("bytes") ? OptionalLong.of(fields.number("bytes")) : OptionalLong.empty();
    }

    private static Optional<String> sha256(JsonFields fields) {
        if (!fields.has("sha256")) {
            return Optional.empty();
        }
        String sha256 = fields.text("sha256");
        if (!sha256.matches("[0-9a-fA-F]{64}")) {
            throw fields.invalid("sha256", "64 hexadecimal digits");
        }
        return Optional.of(sha256);
    }

    private static URI web(JsonFields fields, String key) {
        try {
            URI address = URI.create(fields.text(key));
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw fields.invalid(key, "an address that begins with https://");
    }
}
