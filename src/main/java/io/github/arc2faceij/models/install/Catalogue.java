package io.github.arc2faceij.models.install;

import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What there is to be installed and where it is published.
 *
 * @param hosts their addresses by their names
 * @param bundles by their ids, in the order in which dialogs show them
 */
public record Catalogue(Map<String, URI> hosts, Map<String, Bundle> bundles) {

    private static final String RESOURCE = "catalogue.json";

    /**
     * Copies the maps.
     *
     * @param hosts their addresses by their names
     * @param bundles by their ids, in the order in which dialogs show them
     */
    public Catalogue {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        bundles = Collections.unmodifiableMap(new LinkedHashMap<>(bundles));
    }

    /** @return what the plugin knows */
    public static Catalogue published() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE);
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return CatalogueReader.read(JsonParser.parseReader(text).getAsJsonObject(), RESOURCE);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin's jar cannot be read", e);
        }
    }

    /**
     * Lays a user's own catalogue over this one: its hosts replace those of the same name, its bundles those of the same
     * id, and new ones come at the end.
     *
     * @param own a file like {@code catalogue.json} in the plugin; there need not be one
     * @return both together
     * @throws Arc2FaceException when the file is no catalogue, naming the place
     */
    public Catalogue withOverrides(Path own) {
        if (!Files.exists(own)) {
            return this;
        }
        Catalogue over = CatalogueReader.read(new JsonFile(own).read(), own.toString());
        Map<String, URI> allHosts = new LinkedHashMap<>(hosts);
        allHosts.putAll(over.hosts);
        Map<String, Bundle> allBundles = new LinkedHashMap<>(bundles);
        allBundles.putAll(over.bundles);
        return new Catalogue(allHosts, allBundles);
    }

    /**
     * @param id of a bundle
     * @return the bundle
     * @throws Arc2FaceException when there is none, naming those that there are
     */
    public Bundle bundle(String id) {
        Bundle bundle = bundles.get(id);
        if (bundle == null) {
            throw new Arc2FaceException(
                    "There is no model bundle \"" + id + "\". There are " + String.join(", ", bundles.keySet()) + ".");
        }
        return bundle;
    }

    /** @throws Arc2FaceException when a mirror is named for a host that the catalogue does not have */
    void requireKnownHosts(Mirrors mirrors) {
        for (String host : mirrors.hosts()) {
            if (!hosts.containsKey(host)) {
                throw new Arc2FaceException("A mirror is named for \"" + host + "\", but no model is published there."
                        + " There are " + String.join(", ", hosts.keySet()) + ".");
            }
        }
    }

    /** @return the host's address, or the mirror that is taken for it */
    URI address(PublishedFile file, Mirrors mirrors) {
        URI host = hosts.get(file.host());
        if (host == null) {
            throw new Arc2FaceException("The catalogue names no address for the host \"" + file.host() + "\" of "
                    + file.path() + ". Correct the catalogue.");
        }
        String base = mirrors.of(file.host()).orElse(host).toString();
        return URI.create(base.endsWith("/") ? base + file.path() : base + "/" + file.path());
    }
}
