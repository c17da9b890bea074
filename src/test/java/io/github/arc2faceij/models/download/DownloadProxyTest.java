package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FreeDiskSpace;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that see the web only through a proxy. No test could resolve the name models.test by itself. */
class DownloadProxyTest extends DownloadFixture {

    private static final URI PLAIN = URI.create("http://models.test/weights");
    private static final URI ENCRYPTED = URI.create("https://models.test/weights");
    private static final ProxyServer LOGIN = new ProxyServer("127.0.0.1", 1, "m\u00fcller", "a:b c");

    private LoopbackServer proxy(String credentials, int tunnelTo) throws IOException {
        return serve(new TestProxy(credentials, tunnelTo, FILE));
    }

    private static ProxyServer at(LoopbackServer proxy) {
        return new ProxyServer("127.0.0.1", proxy.port(), "", "");
    }

    private static Downloader trusting(Optional<ProxyServer> proxy) throws Exception {
        return new Downloader(
                HttpGetClient.trusting(TestTls.context(), proxy, SHORT_PAUSES),
                SHORT_PAUSES,
                new DiskSpaceCheck(FreeDiskSpace.OF_SYSTEM),
                FileValidator.NONE);
    }

    private LoopbackServer encrypted() throws Exception {
        return keep(LoopbackServer.https(TestTls.context(), (request, client) -> Reply.range(request, FILE, TAG)
                .header("Seen-Login", request.header("Proxy-Authorization"))
                .send(client)));
    }

    @Test
    void aProxyThatIsNamedIsUsed() throws IOException {
        LoopbackServer proxy = proxy("", 0);
        fetch(downloader(Optional.of(at(proxy))), download(PLAIN));
        assertArrived(FILE);
        assertEquals(PLAIN.toString(), proxy.requests().get(0).target());
    }

    /** Runs with ImageJ's Proxy Settings, which are system properties. */
    private static void withSystemProxy(String kind, int port, Runnable test) {
        System.setProperty(kind + "Host", "127.0.0.1");
        System.setProperty(kind + "Port", Integer.toString(port));
        try {
            test.run();
        } finally {
            System.clearProperty(kind + "Host");
            System.clearProperty(kind + "Port");
        }
    }

    @Test
    void theSystemsProxyIsUsed() throws IOException {
        withSystemProxy("http.proxy", proxy("", 0).port(), () -> fetch(PLAIN));
        assertArrived(FILE);
    }

    @Test
    void theSystemsProxyAsksJavasAuthenticator() throws IOException {
        ProxyServer login = LOGIN.withLogin("miller", "secret");
        LoopbackServer proxy = proxy(login.basicCredentials(), 0);
        Authenticator before = Authenticator.getDefault();
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(login.user(), login.password().toCharArray());
            }
        });
        try {
            withSystemProxy("http.proxy", proxy.port(), () -> fetch(PLAIN));
        } finally {
            Authenticator.setDefault(before);
        }
        assertArrived(FILE);
    }

    @Test
    void aSystemProxyThatDoesNotHelpIsNamed() throws IOException {
        int nobody = closedPort();
        withSystemProxy(
                "http.proxy",
                nobody,
                () -> assertContains(
                        "Cannot reach models.test through the system's proxy 127.0.0.1:" + nobody, refusal(PLAIN)));
        assertEquals(
                "Cannot reach models.test",
                new UnreachableServerException(PLAIN, Optional.empty(), new IOException()).getMessage());
        withSystemProxy("socksProxy", nobody, () -> {
            String message = new UnreachableServerException(PLAIN, Optional.empty(), new IOException()).getMessage();
            assertContains("the system's SOCKS proxy 127.0.0.1:" + nobody + " cannot be used", message);
        });
    }

    private static int closedPort() throws IOException {
        try (LoopbackServer closed = LoopbackServer.http((request, client) -> {})) {
            return closed.port();
        }
    }

    @Test
    void aProxyMayWantALogin() throws IOException {
        LoopbackServer proxy = proxy(LOGIN.basicCredentials(), 0);
        ProxyServer login = at(proxy).withLogin(LOGIN.user(), LOGIN.password());
        fetch(downloader(Optional.of(login)), download(PLAIN));
        assertArrived(FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aMissingOrWrongLoginIsSaid(String scheme) throws Exception {
        URI address = URI.create(scheme + "://models.test/weights");
        LoopbackServer proxy = proxy(LOGIN.basicCredentials(), encrypted().port());
        for (ProxyServer server : List.of(at(proxy), at(proxy).withLogin("m\u00fcller", "guess"))) {
            String message = refusal(trusting(Optional.of(server)), download(address));
            assertContains("The proxy wants a login, which is wrong or missing (HTTP 407", message);
        }
        assertEquals(2, proxy.requests().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void encryptedConnectionsGoThroughATunnel(boolean login) throws Exception {
        LoopbackServer server = encrypted();
        LoopbackServer proxy = proxy(login ? LOGIN.basicCredentials() : "", server.port());
        ProxyServer way = login ? at(proxy).withLogin(LOGIN.user(), LOGIN.password()) : at(proxy);
        fetch(trusting(Optional.of(way)), download(ENCRYPTED));
        assertArrived(FILE);
        assertEquals("CONNECT", proxy.requests().get(0).method());
        assertEquals("models.test:443", proxy.requests().get(0).target());
        assertEquals("", server.requests().get(0).header("Proxy-Authorization"), "the login is for the proxy alone");
    }

    @Test
    void aProxyThatIsNotThereIsSaid() throws IOException {
        int nobody = closedPort();
        ProxyServer gone = new ProxyServer("127.0.0.1", nobody, "", "");
        assertContains(
                "Cannot reach models.test through the proxy 127.0.0.1:" + nobody,
                refusal(downloader(Optional.of(gone)), download(PLAIN)));
    }

    @Test
    void aCertificateThatJavaDoesNotKnowIsSaidAtOnce() throws Exception {
        LoopbackServer server = encrypted();
        assertContains("Java does not trust the certificate that 127.0.0.1 shows", refusal(server.address("/")));
    }

    @Test
    void aRedirectToAnUnprotectedConnectionIsRefused() throws Exception {
        LoopbackServer server = keep(LoopbackServer.https(
                TestTls.context(), (request, client) -> Reply.redirect("http://models.test/weights")
                        .send(client)));
        String message = refusal(trusting(Optional.empty()), download(server.address("/")));
        assertContains("redirects to models.test without encryption", message);
    }

    @Test
    void onOneMachineEncryptionIsNotNeeded() throws Exception {
        LoopbackServer plain =
                serve((request, client) -> Reply.range(request, FILE, TAG).send(client));
        LoopbackServer server = keep(LoopbackServer.https(TestTls.context(), (request, client) -> Reply.redirect(
                        plain.address("/").toString())
                .send(client)));
        fetch(trusting(Optional.empty()), download(server.address("/")));
        assertArrived(FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.example.org:3128, proxy.example.org, 3128",
        "' http://10.0.0.1:8080/ ', 10.0.0.1, 8080",
        "[::1]:8080, [::1], 8080",
    })
    void aProxyIsReadFromAText(String text, String host, int port) {
        assertEquals(new ProxyServer(host, port, "", ""), ProxyServer.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy", "proxy:", "proxy:0", "proxy:port", "socks5://proxy:1080", "a b:80"})
    void whatIsNoProxyIsRefused(String text) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> ProxyServer.parse(text));
        assertContains("Give its host and its port", e.getMessage());
    }

    @Test
    void thePasswordStaysOutOfLogs() {
        assertTrue(LOGIN.toString().contains("127.0.0.1:1"));
        assertFalse(LOGIN.toString().contains(LOGIN.password()));
    }
}
