package io.github.arc2faceij.models.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.download.LoopbackServer;
import io.github.arc2faceij.models.download.Reply;
import io.github.arc2faceij.models.download.RetrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's own catalogue, with the bundled model in the place of the published ones. */
class PublishedCatalogueTest {

    private static final byte[] NETWORK = InstallFixture.onnx(100);

    @TempDir
    Path temp;

    private final Path bundled = ModelFolder.bundled().root();

    private static InstallState state(Installer installer, String id) {
        return installer.status().stream()
                .filter(status -> status.bundle().id().equals(id))
                .map(BundleStatus::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everythingIsInstalledFromOneMirror() throws IOException {
        Map<String, byte[]> mirror = mirror();
        try (LoopbackServer server = LoopbackServer.http((request, client) ->
                Reply.range(request, mirror.get(request.target()), "\"tag\"").send(client))) {
            Installer installer = new Installer(withoutHashes(temp.resolve("models")));
            List<Bundle> all =
                    installer.status().stream().map(BundleStatus::bundle).toList();
            all.forEach(installer::accept);
            Mirrors mirrors = Mirrors.parse(server.address("/").toString());
            installer.install(all, new InstallOptions(mirrors, Optional.empty(), RetrySettings.DEFAULT), Progress.NONE);
            installer
                    .status()
                    .forEach(status -> assertEquals(
                            InstallState.VERIFIED,
                            status.state(),
                            status.bundle().id()));
        }
    }

    /** The user's own catalogue, like the published one, but small files of the right kind are as good. */
    private static Path withoutHashes(Path models) throws IOException {
        try (InputStream published = Catalogue.class.getResourceAsStream("catalogue.json")) {
            String text = new String(published.readAllBytes(), StandardCharsets.UTF_8);
            String lenient = text.replaceAll(",\\s*\"(sha256|bytes)\": [^,\\s]+", "");
            Files.writeString(Files.createDirectories(models).resolve("catalogue.json"), lenient);
            return models;
        }
    }

    /** Every published address with a small file of the right kind. */
    private Map<String, byte[]> mirror() throws IOException {
        Map<String, byte[]> mirror = new HashMap<>();
        Map<String, byte[]> kinds = Map.of(
                "json",
                InstallFixture.CONFIG,
                "safetensors",
                InstallFixture.WEIGHTS,
                "bin",
                Files.readAllBytes(bundled.resolve("encoder/pytorch_model.bin")),
                "onnx",
                NETWORK,
                "txt",
                new byte[] {'#'},
                "zip",
                InstallFixture.zip(Map.of(
                        "antelopev2/scrfd_10g_bnkps.onnx", NETWORK,
                        "antelopev2/1k3d68.onnx", NETWORK,
                        "antelopev2/2d106det.onnx", NETWORK,
                        "antelopev2/glintr100.onnx", NETWORK,
                        "w600k_r50.onnx", NETWORK)));
        for (Bundle bundle : Catalogue.published().bundles().values()) {
            for (PublishedFile file : bundle.files()) {
                String name = file.fileName();
                mirror.put("/" + file.path(), kinds.get(name.substring(name.lastIndexOf('.') + 1)));
            }
        }
        return mirror;
    }

    @Test
    void theBundledModelsLayoutIsRecognised() {
        Installer installer = new Installer(temp.resolve("models"));
        List<Bundle> found = installer.recognise(bundled, Progress.NONE);
        assertEquals(
                List.of("arc2face", "sd15", "controlnet"),
                found.stream().map(Bundle::id).toList());
        found.forEach(installer::accept);
        installer.importFrom(bundled, ImportMode.COPY, Progress.NONE);
        assertEquals(InstallState.VERIFIED, state(installer, "arc2face"));
        assertEquals(InstallState.VERIFIED, state(installer, "sd15"));
        assertEquals(InstallState.MISSING, state(installer, "face"));
    }

    @Test
    void aCacheOfHuggingFaceIsRecognised() throws IOException {
        Path hub = temp.resolve("hub");
        InstallFixture.write(
                hub.resolve(
                        "models--latent-consistency--lcm-lora-sdv1-5/snapshots/abc/pytorch_lora_weights.safetensors"),
                InstallFixture.WEIGHTS);
        InstallFixture.write(
                hub.resolve("models--FoivosPar--Arc2Face/snapshots/def/ref_adapter/pytorch_lora_weights.safetensors"),
                InstallFixture.safetensors(5));
        Installer installer = new Installer(temp.resolve("models"));
        installer.accept(installer.bundle("lcm-lora"));
        installer.importFrom(hub, ImportMode.COPY, Progress.NONE);
        assertEquals(InstallState.VERIFIED, state(installer, "lcm-lora"));
        assertEquals(InstallState.VERIFIED, state(installer, "ref-adapter"));
        assertEquals(
                InstallFixture.sha256(InstallFixture.WEIGHTS),
                InstallFixture.sha256(
                        Files.readAllBytes(temp.resolve("models/lcm-lora-sdv1-5/pytorch_lora_weights.safetensors"))));
    }
}
