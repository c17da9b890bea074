package io.github.arc2faceij.updatesite;

import io.github.arc2faceij.models.download.LoopbackServer;
import io.github.arc2faceij.models.download.Reply;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves a folder over HTTP on this machine, as any web server would. */
final class SiteServer {

    private SiteServer() {}

    /** A server whose root is the folder. */
    static LoopbackServer of(Path folder) throws IOException {
        return LoopbackServer.http((request, client) -> {
            String path = URLDecoder.decode(request.target().substring(1), StandardCharsets.UTF_8);
            Path file = folder.resolve(path);
            (Files.isRegularFile(file) ? Reply.ok(Files.readAllBytes(file)) : Reply.status(404)).send(client);
        });
    }
}
