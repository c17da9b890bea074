package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Servers that are asked in place of those where the models are published; they answer the same paths. For a server with
 * other paths write a catalogue of your own.
 *
 * @param byHost a mirror's address by the catalogue's name of the host that it mirrors; the empty name is every host
 */
public record Mirrors(Map<String, URI> byHost) {

    /** Every file from where it is published. */
    public static final Mirrors NONE = new Mirrors(Map.of());

    private static final String EVERY_HOST = "";

    /**
     * Copies the map.
     *
     * @param byHost a mirror's address by the catalogue's name of the host that it mirrors; the empty name is every host
     */
    public Mirrors {
        byHost = Map.copyOf(byHost);
    }

    /**
     * @param text empty; or one address for every host; or {@code huggingface=https://..., github=https://...}
     * @return the mirrors
     * @throws Arc2FaceException when an address does not begin with http:// or https://
     */
    public static Mirrors parse(String text) {
        Map<String, URI> byHost = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                int equals = part.matches("\\s*[\\w-]+\\s*=.*") ? part.indexOf('=') : -1;
                String host =
                        equals < 0 ? EVERY_HOST : part.substring(0, equals).strip();
                byHost.put(host, address(part.substring(equals + 1).strip()));
            }
        }
        return new Mirrors(byHost);
    }

    /** @return the mirror of a host, if there is one */
    Optional<URI> of(String host) {
        return Optional.ofNullable(byHost.getOrDefault(host, byHost.get(EVERY_HOST)));
    }

    /** @return the hosts that have a mirror of their own */
    Set<String> hosts() {
        return byHost.keySet().stream().filter(host -> !host.equals(EVERY_HOST)).collect(Collectors.toSet());
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Arc2FaceException("The mirror \"" + text
                + "\" is not a web address. It should begin with https://, or with http:// inside your"
                + " own network.");
    }
}
