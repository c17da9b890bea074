package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer without the file. */
class ErrorResponseTest extends DownloadFixture {

    @ParameterizedTest
    @CsvSource({
        "401, does not give net/weights \u00e4.bin to you (HTTP 401)",
        "403, does not give net/weights \u00e4.bin to you (HTTP 403)",
        "404, does not have net/weights \u00e4.bin (HTTP 404 for http://127.0.0.1",
        "410, does not have net/weights \u00e4.bin (HTTP 410 for http://127.0.0.1",
        "418, answered HTTP 418",
    })
    void aRefusalIsSaidAtOnce(int status, String expected) throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.status(status).send(client));
        assertContains(expected.replace(")", ""), refusal(server.address("/")));
        assertEquals(1, server.requests().size());
        assertTargetAbsent();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aServerThatIsBusyIsAskedAgain(int status) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            boolean busy = asked.getAndIncrement() % 2 == 0;
            (busy ? Reply.status(status) : Reply.range(request, FILE, TAG)).send(client);
        });
        fetch(server.address("/"));
        assertArrived(FILE);
    }

    @Test
    void aServerThatStaysBusyIsGivenUp() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.status(503).send(client));
        assertContains("answered HTTP 503", refusal(server.address("/")));
        assertEquals(SHORT_PAUSES.maxAttempts(), server.requests().size());
    }

    @Test
    void theServerSaysWhenToComeAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        LoopbackServer server = serve((request, client) -> {
            boolean busy = asked.getAndIncrement() == 0;
            (busy ? Reply.status(429).header("Retry-After", "1") : Reply.range(request, FILE, TAG)).send(client);
        });
        long start = System.nanoTime();
        fetch(server.address("/"));
        assertTrue(System.nanoTime() - start > 900_000_000L);
        assertArrived(FILE);
    }

    @Test
    void aLoginPageIsNoFile() throws IOException {
        LoopbackServer server = serve((request, client) -> Reply.ok("<html>Welcome to our network".getBytes())
                .header("Content-Type", "text/html; charset=utf-8")
                .send(client));
        assertContains("A web page came from 127.0.0.1 instead of", refusal(server.address("/")));
        assertTargetAbsent();
    }

    @Test
    void aServerThatHangsUpIsGivenUp() throws IOException {
        LoopbackServer server = serve((request, client) -> client.close());
        assertContains("failed 4 times in a row", refusal(server.address("/")));
    }

    @Test
    void nonsenseInPlaceOfHttpIsGivenUp() throws IOException {
        LoopbackServer server = serve(
                (request, client) -> client.getOutputStream().write("220 mail.example.org ready\r\n\r\n".getBytes()));
        assertContains("failed 4 times in a row", refusal(server.address("/")));
    }
}
