package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A web server on 127.0.0.1 that does what a test tells it, right or wrong. It works on bare sockets, as a library's
 * server would not lie about lengths. One request a connection.
 */
public final class LoopbackServer implements AutoCloseable {

    /** What the server does with one request. */
    public interface Handler {

        /**
         * @param request what was asked
         * @param client where the answer goes; closed afterwards
         * @throws Exception when the connection breaks, which is nothing special here
         */
        void handle(Request request, Socket client) throws Exception;
    }

    private final ServerSocket server;
    private final String scheme;
    private final Handler handler;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private LoopbackServer(ServerSocket server, String scheme, Handler handler) {
        this.server = server;
        this.scheme = scheme;
        this.handler = handler;
        threads.submit(this::accept);
    }

    /** @return a server that answers as the handler says */
    public static LoopbackServer http(Handler handler) throws IOException {
        return new LoopbackServer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), "http", handler);
    }

    /** @return the same behind TLS */
    static LoopbackServer https(SSLContext identity, Handler handler) throws IOException {
        ServerSocket socket =
                identity.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return new LoopbackServer(socket, "https", handler);
    }

    /** @return where the server is, under a number or under a name, which are two hosts to a client */
    public URI address(String host, String path) {
        return URI.create(scheme + "://" + host + ":" + server.getLocalPort() + path);
    }

    /** @return {@link #address(String, String)} under its number */
    public URI address(String path) {
        return address("127.0.0.1", path);
    }

    int port() {
        return server.getLocalPort();
    }

    /** @return all requests so far, in their order */
    public List<Request> requests() {
        return new ArrayList<>(requests);
    }

    /** @return those that did not only ask for size and checksum */
    List<Request> transfers() {
        return requests.stream()
                .filter(request -> !request.header("Range").equals("bytes=0-0"))
                .toList();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                clients.add(client);
                threads.submit(() -> answer(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            Request request = Request.read(in);
            requests.add(request);
            handler.handle(request, client);
            client.shutdownOutput();
        } catch (Exception e) {
            // the client went away, or the test wants the connection to break
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
