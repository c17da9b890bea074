package io.github.arc2faceij.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A proxy: it leads every tunnel to one server, whatever name was asked for, and answers plain requests itself. */
record TestProxy(String credentials, int tunnelTo, byte[] file) implements LoopbackServer.Handler {

    @Override
    public void handle(Request request, Socket client) throws Exception {
        if (!credentials.isEmpty() && !request.header("Proxy-Authorization").equals(credentials)) {
            Reply.status(407)
                    .header("Proxy-Authenticate", "Basic realm=\"laboratory\"")
                    .send(client);
        } else if (request.method().equals("CONNECT")) {
            tunnel(client);
        } else {
            Reply.range(request, file, "\"behind the proxy\"").send(client);
        }
    }

    private void tunnel(Socket client) throws IOException, InterruptedException {
        try (Socket server = new Socket("127.0.0.1", tunnelTo)) {
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes());
            // A thread of its own: from Java 25 on, runAsync's may all be busy with tunnels that nobody closes.
            Thread there = new Thread(() -> pump(client, server));
            there.start();
            pump(server, client);
            there.join();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one side went away
        }
    }
}
