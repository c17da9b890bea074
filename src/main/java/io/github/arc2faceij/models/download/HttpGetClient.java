package io.github.arc2faceij.models.download;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * HTTP GET with Java's own client. Redirects are followed here and not there, because Hugging Face names the SHA-256 of a
 * large file on the redirect and not on the response. Without an explicit proxy the system's is taken (the properties
 * http.proxyHost, https.proxyHost and java.net.useSystemProxies, which ImageJ's Proxy Settings write) and its login is
 * asked of Java's default authenticator.
 */
final class HttpGetClient {

    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MAX_REDIRECTS = 10;
    private static final Pattern SHA256 = Pattern.compile("\"?([0-9a-fA-F]{64})\"?");

    static {
        // Java sends no password to a proxy that only tunnels (all of https) unless this is empty before its client is
        // first used; whoever set it on the command line is left alone.
        if (System.getProperty(TUNNEL_SCHEMES) == null) {
            System.setProperty(TUNNEL_SCHEMES, "");
        }
    }

    private final HttpClient client;
    private final Optional<ProxyServer> proxy;
    private final RetrySettings settings;

    HttpGetClient(Optional<ProxyServer> proxy, RetrySettings settings) {
        this(proxy, settings, HttpClient.newBuilder());
    }

    private HttpGetClient(Optional<ProxyServer> proxy, RetrySettings settings, HttpClient.Builder builder) {
        this.proxy = proxy;
        this.settings = settings;
        builder.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (proxy.isPresent()) {
            builder.proxy(ProxySelector.of(proxy.get().address()));
        } else {
            Optional.ofNullable(Authenticator.getDefault()).ifPresent(builder::authenticator);
        }
        this.client = builder.build();
    }

    /** @param trust whose certificates are taken, in place of Java's own list */
    static HttpGetClient trusting(SSLContext trust, Optional<ProxyServer> proxy, RetrySettings settings) {
        return new HttpGetClient(proxy, settings, HttpClient.newBuilder().sslContext(trust));
    }

    /**
     * @param address http or https
     * @param headers sent to every server on the way
     * @return the answer that is no redirect, whatever its status
     * @throws IOException when a server cannot be reached or does not answer
     * @throws Arc2FaceException when the redirects lead nowhere or to an unprotected connection
     */
    FinalResponse get(URI address, Map<String, String> headers) throws IOException {
        URI at = address;
        Optional<String> sha256 = Optional.empty();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpResponse<InputStream> response = send(request(at, headers));
            sha256 = sha256.isPresent() ? sha256 : linkedSha256(response);
            if (!REDIRECTS.contains(response.statusCode())) {
                return new FinalResponse(at, response, sha256);
            }
            response.body().close();
            at = redirect(at, response.headers().firstValue("Location").orElse(""));
        }
        throw new Arc2FaceException("The server " + address.getHost() + " redirects " + address + " more than "
                + MAX_REDIRECTS + " times. Try again later, or try another mirror.");
    }

    private HttpRequest request(URI address, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .setHeader("User-Agent", "Arc2Face-ImageJ")
                .setHeader("Accept-Encoding", "identity");
        headers.forEach(request::setHeader);
        proxy.filter(server -> !server.user().isEmpty())
                .ifPresent(server -> request.setHeader("Proxy-Authorization", server.basicCredentials()));
        return request.build();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> response = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            // HttpRequest.timeout would from Java 26 on end long bodies too.
            return response.get(settings.responseTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new SocketTimeoutException(
                    "no answer within " + settings.responseTimeout().toSeconds() + " s");
        } catch (InterruptedException e) {
            response.cancel(true);
            throw new CancellationException();
        } catch (ExecutionException e) {
            throw failure(request.uri(), e.getCause());
        }
    }

    private IOException failure(URI address, Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new UnreachableServerException(address, proxy, (IOException) cause);
        }
        return cause instanceof IOException known ? known : new IOException(cause);
    }

    private static Optional<String> linkedSha256(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-Linked-ETag")
                .map(SHA256::matcher)
                .filter(tag -> tag.matches())
                .map(tag -> tag.group(1).toLowerCase(Locale.ROOT));
    }

    private static URI redirect(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            to = null;
        }
        if (location.isEmpty() || to == null || to.getHost() == null || !isHttp(to)) {
            throw new Arc2FaceException("The server " + from.getHost() + " redirects " + from + " to \"" + location
                    + "\", which is not a web address. Try again later, or try another mirror.");
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(to.getScheme()) && !isLoopback(to)) {
            throw new Arc2FaceException("The server " + from.getHost() + " redirects to " + to.getHost()
                    + " without encryption. Anyone could change the file there, so the plugin refuses this."
                    + " Try another mirror, or"
                    + " import a folder with the files.");
        }
        return to;
    }

    private static boolean isHttp(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
    }

    private static boolean isLoopback(URI address) {
        try {
            return InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
