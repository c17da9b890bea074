package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An HTTP proxy that stands between this machine and the internet.
 *
 * @param host its name or number
 * @param port 1..65535
 * @param user who logs in, empty when the proxy asks nobody
 * @param password of the user
 */
public record ProxyServer(String host, int port, String user, String password) {

    /**
     * @param text {@code proxy.example.org:3128}, with or without {@code http://} before it
     * @return the proxy, without a login
     * @throws Arc2FaceException when the text names no host or no port
     */
    public static ProxyServer parse(String text) {
        String address = text.strip();
        try {
            URI uri = new URI(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() != null && uri.getPort() > 0 && "http".equals(uri.getScheme())) {
                return new ProxyServer(uri.getHost(), uri.getPort(), "", "");
            }
        } catch (URISyntaxException e) {
            // said below, for this text as for every other that does not fit
        }
        throw new Arc2FaceException("The proxy \"" + address
                + "\" cannot be used. Give its host and its port, such as proxy.example.org:3128.");
    }

    /**
     * @param name who logs in
     * @param secret the password
     * @return the same proxy with a login
     */
    public ProxyServer withLogin(String name, String secret) {
        return new ProxyServer(host, port, name, secret);
    }

    /** @return where it is; its name is resolved when it is used */
    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** @return the value of a Proxy-Authorization header (RFC 7617) */
    String basicCredentials() {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /** @return host and port; the password is kept out of logs */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
