package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** No connection to a server could be made. The message names the server, and the proxy if there is one. */
final class UnreachableServerException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param address of the server
     * @param proxy that the user named, if any
     * @param cause what happened
     */
    UnreachableServerException(URI address, Optional<ProxyServer> proxy, IOException cause) {
        super("Cannot reach " + address.getHost() + route(address, proxy), cause);
    }

    private static String route(URI address, Optional<ProxyServer> proxy) {
        return proxy.map(server -> " through the proxy " + server).orElseGet(() -> systemRoute(address));
    }

    private static String systemRoute(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(address);
        if (proxies.isEmpty() || !(proxies.get(0).address() instanceof InetSocketAddress at)) {
            return "";
        }
        String name = at.getHostString() + ":" + at.getPort();
        // Java's client goes past SOCKS proxies without a word.
        return proxies.get(0).type() == Proxy.Type.SOCKS
                ? " (the system's SOCKS proxy " + name + " cannot be used for downloads; name an HTTP proxy)"
                : " through the system's proxy " + name;
    }
}
