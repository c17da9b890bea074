package io.github.arc2faceij.models.install;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.models.download.LoopbackServer;
import io.github.arc2faceij.models.download.Reply;
import io.github.arc2faceij.models.download.Request;
import io.github.arc2faceij.models.download.RetrySettings;
import io.github.arc2faceij.weights.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small catalogue, a server on this machine that publishes it, and a model folder. */
abstract class InstallFixture {

    static final byte[] CONFIG = "{\"sample_size\": 64}".getBytes();
    static final byte[] WEIGHTS = safetensors(1);
    static final byte[] DETECTOR = onnx(2000);
    static final byte[] LANDMARKS = onnx(3000);
    static final byte[] RECOGNISER = onnx(4000);
    static final byte[] ANTELOPE = zip(Map.of(
            "antelopev2/detector.onnx", DETECTOR,
            "antelopev2/landmarks.onnx", LANDMARKS,
            "antelopev2/genderage.onnx", onnx(10)));

    private static final RetrySettings SHORT_PAUSES = new RetrySettings(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(1), 3);
    static final Catalogue CATALOGUE = catalogue(
            """
            {"hosts": {"hub": "http://models.invalid/", "zoo": "http://zoo.invalid/"},
             "bundles": [
              {"id": "net", "name": "Network", "purpose": "Draws.",
               "licence": {"name": "MIT", "address": "https://example.org/mit", "notice": "Free.", "mustAccept": false},
               "files": [
                {"host": "hub", "path": "net/main/config.json", "target": "unet/config.json"},
                {"host": "hub", "path": "net/main/weights.safetensors", "target": "unet/weights.safetensors", "bytes": 900}]},
              {"id": "face", "name": "Face analysis", "purpose": "Looks.",
               "licence": {"name": "Research", "address": "https://example.org/research", "notice": "No commerce.", "mustAccept": true},
               "files": [
                {"host": "zoo", "path": "v0.7/antelopev2.zip", "unpack": [
                 {"target": "antelopev2/detector.onnx", "alsoKnownAs": ["detector.onnx"]},
                 {"target": "antelopev2/landmarks.onnx", "alsoKnownAs": ["landmarks.onnx"]}]},
                {"host": "hub", "path": "arcface.onnx", "target": "antelopev2/arcface.onnx", "alsoKnownAs": ["arcface.onnx"]}]}]}
            """);

    @TempDir
    Path temp;

    final Map<String, byte[]> published = new ConcurrentHashMap<>();
    LoopbackServer server;
    Installer installer;

    @BeforeEach
    void publish() throws IOException {
        published.put("/net/main/config.json", CONFIG);
        published.put("/net/main/weights.safetensors", WEIGHTS);
        published.put("/v0.7/antelopev2.zip", ANTELOPE);
        published.put("/arcface.onnx", RECOGNISER);
        server = LoopbackServer.http(this::answer);
        installer = installer(FreeDiskSpace.OF_SYSTEM);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Answers as Hugging Face does: the hash of weights in a header, none of small texts. */
    void answer(Request request, Socket client) throws IOException {
        byte[] file = published.get(request.target());
        if (file == null) {
            Reply.status(404).send(client);
            return;
        }
        Reply reply = Reply.range(request, file, "\"" + sha256(file).substring(0, 8) + "\"");
        if (request.target().endsWith("s")) {
            reply.header("X-Linked-ETag", sha256(file));
        }
        reply.send(client);
    }

    Path folder() {
        return temp.resolve("M\u00fcller's models");
    }

    Installer installer(FreeDiskSpace disk) {
        return new Installer(folder(), CATALOGUE, disk);
    }

    InstallOptions options() {
        return new InstallOptions(Mirrors.parse(server.address("/").toString()), Optional.empty(), SHORT_PAUSES);
    }

    void install(String... ids) {
        installer.install(Stream.of(ids).map(installer::bundle).toList(), options(), Progress.NONE);
    }

    InstallState state(String id) {
        return status(id).state();
    }

    BundleStatus status(String id) {
        return installer.status().stream()
                .filter(status -> status.bundle().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** @return everything that lies in a folder, by its path */
    static Map<String, byte[]> contents(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, byte[]> contents = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the models in the model folder, without the records about them */
    List<String> models() {
        return contents(folder()).keySet().stream()
                .filter(name -> !List.of("installed.json", "licences.json", "install.lock", "catalogue.json")
                        .contains(name))
                .toList();
    }

    static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Catalogue catalogue(String json) {
        return CatalogueReader.read(JsonParser.parseString(json).getAsJsonObject(), "test");
    }

    static String sha256(byte[] bytes) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes);
        return Sha256.hex(digest);
    }

    static String refusal(Runnable work) {
        return assertThrows(Arc2FaceException.class, work::run).getMessage();
    }

    static void assertContains(String expected, String text) {
        assertTrue(text.contains(expected), () -> "\"" + text + "\" lacks \"" + expected + "\"");
    }

    static byte[] safetensors(float value) {
        try {
            Path file = Files.createTempFile("weights", ".safetensors");
            Safetensors.write(file, Map.of("w", Tensor.of(new float[] {value, 2, 3}, 3)));
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A protobuf message as ONNX files are: ir_version 8, then a graph of so many bytes. */
    static byte[] onnx(int graph) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x08, 0x08, 0x3a, (byte) (graph & 0x7f | 0x80), (byte) (graph >> 7)});
        out.writeBytes(new byte[graph]);
        return out.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        zip(entries, out);
        return out.toByteArray();
    }

    private static void zip(Map<String, byte[]> entries, OutputStream out) {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED); // a wrong byte in it is a wrong byte and no more
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry head = new ZipEntry(entry.getKey());
                CRC32 crc = new CRC32();
                crc.update(entry.getValue());
                head.setCrc(crc.getValue());
                head.setSize(entry.getValue().length);
                zip.putNextEntry(head);
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
