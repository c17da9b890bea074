package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.library.LibraryFolder;
import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.device.library.Wheel;
import io.github.arc2faceij.models.download.LoopbackServer;
import io.github.arc2faceij.models.download.Reply;
import io.github.arc2faceij.weights.Safetensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The command over the published catalogue, whose hosts are a server on this machine. */
class InstallModelsTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final byte[] CONFIG = "{\"sample_size\": 64}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temp;

    private byte[] weights;
    private LoopbackServer server;

    @AfterAll
    static void dispose() {
        RUNNER.close();
    }

    @BeforeEach
    void publish() throws IOException {
        Path file = temp.resolve("weights.safetensors");
        Safetensors.write(file, Map.of("w", Tensor.of(new float[] {1, 2, 3}, 3)));
        weights = Files.readAllBytes(file);
        server = LoopbackServer.http((request, client) -> {
            byte[] body = request.target().endsWith(".json") ? CONFIG : weights;
            Reply.range(request, body, "\"tag\"").send(client);
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aBundleComesFromTheMirrorAndTheTableSaysSo() throws IOException {
        ResultsTable table = install("bundle", "Pose ControlNet");
        assertArrayEquals(CONFIG, Files.readAllBytes(models().resolve("controlnet/config.json")));
        assertArrayEquals(
                weights, Files.readAllBytes(models().resolve("controlnet/diffusion_pytorch_model.safetensors")));
        assertEquals(
                2, server.requests().stream().filter(it -> !it.isInfoRequest()).count());
        assertEquals("verified", cell(table, "Pose ControlNet", "State"));
        assertEquals("MIT", cell(table, "Pose ControlNet", "Licence"));
        assertEquals("missing", cell(table, "Arc2Face", "State"));
        assertEquals("3.44 GB", cell(table, "Arc2Face", "Size"));
    }

    @Test
    void nothingIsFetchedBeforeTheLicenceIsAccepted() {
        String reason = RUNNER.fail(InstallModels.class, inputs("bundle", "All of Arc2Face"));
        for (String part : List.of("MIT", "https://huggingface.co/FoivosPar/Arc2Face", "InsightFace model licence")) {
            assertTrue(reason.contains(part), reason);
        }
        assertEquals(List.of(), server.requests());
        assertFalse(Files.exists(models()));
    }

    @Test
    void whatWasAcceptedIsRememberedWithItsDate() {
        ResultsTable first = install("bundle", "LCM-LoRA", "accept", true);
        String date = cell(first, "LCM-LoRA", "Accepted");
        assertTrue(date.matches("\\d{4}-\\d{2}-\\d{2}"), date);
        assertEquals("no", cell(first, "Arc2Face", "Accepted"));
        int asked = server.requests().size();
        ResultsTable again = install("bundle", "LCM-LoRA", "accept", false);
        assertEquals(date, cell(again, "LCM-LoRA", "Accepted"));
        assertEquals("verified", cell(again, "LCM-LoRA", "State"));
        assertEquals(asked, server.requests().size());
    }

    @Test
    void aFolderIsImportedWithoutTheNetwork() throws IOException {
        Path source = temp.resolve("laboratory/models");
        write(source.resolve("controlnet/config.json"), CONFIG);
        write(source.resolve("controlnet/diffusion_pytorch_model.safetensors"), weights);
        ResultsTable table = install("source", source.toString());
        assertEquals("verified", cell(table, "Pose ControlNet", "State"));
        assertArrayEquals(CONFIG, Files.readAllBytes(models().resolve("controlnet/config.json")));
        assertTrue(Files.exists(source.resolve("controlnet/config.json")));
        assertEquals(List.of(), server.requests());
    }

    @Test
    void importingAsksForTheLicencesOfWhatIsThere() throws IOException {
        Path source = temp.resolve("laboratory");
        write(source.resolve("lcm-lora-sdv1-5/pytorch_lora_weights.safetensors"), weights);
        String reason = RUNNER.fail(InstallModels.class, inputs("source", source.toString()));
        assertTrue(reason.contains("CreativeML Open RAIL++-M"), reason);
        assertFalse(Files.exists(models()));
        ResultsTable table = install("source", source.toString(), "accept", true);
        assertEquals("verified", cell(table, "LCM-LoRA", "State"));
        assertEquals("no", cell(table, "Arc2Face", "Accepted"));
    }

    @Test
    void halfAWheelIsRefusedAndNothingIsFetched() throws IOException {
        Wheel wheel = LibraryFolder.ofUser().wheels().get(0);
        write(temp.resolve("Downloads").resolve(wheel.fileName()), weights);
        for (Path source :
                List.of(temp.resolve("Downloads"), temp.resolve("Downloads").resolve(wheel.fileName()))) {
            String reason = RUNNER.fail(InstallModels.class, inputs("source", source.toString()));
            assertTrue(reason.contains("It was cut off or changed. Take " + wheel.fileName()), reason);
        }
        assertEquals(List.of(), server.requests());
    }

    /** {@code -Dwheels=FOLDER} names a folder with the published wheels, all or some. */
    @Test
    @EnabledIfSystemProperty(named = "wheels", matches = ".+")
    void publishedWheelsAndModelsInOneFolderAreTaken() throws IOException {
        String home = System.setProperty("user.home", temp.resolve("home").toString());
        try {
            Path source = Files.createDirectory(temp.resolve("usb stick"));
            Wheel wheel = LibraryFolder.ofUser().wheels().get(0);
            Files.copy(
                    Path.of(System.getProperty("wheels")).resolve(wheel.fileName()), source.resolve(wheel.fileName()));
            ResultsTable before = install("source", source.toString());
            assertEquals("verified", cell(before, "WebGPU 0.4.0", "State"));
            assertEquals("missing", cell(before, "Pose ControlNet", "State"));
            write(source.resolve("controlnet/config.json"), CONFIG);
            write(source.resolve("controlnet/diffusion_pytorch_model.safetensors"), weights);
            ResultsTable after = install("source", source.toString());
            assertEquals("verified", cell(after, "WebGPU 0.4.0", "State"));
            assertEquals("verified", cell(after, "Pose ControlNet", "State"));
            assertTrue(LibraryFolder.ofUser()
                    .find(ProviderLibrary.WEBGPU, Progress.NONE)
                    .isPresent());
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void bundlesOfTheUsersOwnCatalogueAreThereToo() throws IOException {
        write(
                models().resolve("catalogue.json"),
                """
                {"hosts": {"laboratory": "http://models.invalid/"},
                 "bundles": [{"id": "own", "name": "My network", "purpose": "Mine.",
                  "licence": {"name": "None", "address": "https://example.org/", "notice": "Mine.", "mustAccept": false},
                  "files": [{"host": "laboratory", "path": "own.safetensors", "target": "own/own.safetensors"}]}]}
                """
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals("verified", cell(install("bundle", "My network"), "My network", "State"));
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        for (Object[] wrong : List.of(
                new Object[] {"bundle", "Stable Diffusion 9"},
                new Object[] {"folder", "here"},
                new Object[] {"mirror", "ftp://example.org"},
                new Object[] {"proxy", "nowhere"},
                new Object[] {"source", temp.resolve("absent").toString()},
                new Object[] {"source", temp.toString(), "mode", "Move"})) {
            String reason = RUNNER.fail(InstallModels.class, inputs(wrong));
            assertTrue(reason.contains((String) wrong[wrong.length - 1]), reason);
        }
        assertEquals(List.of(), server.requests());
        assertFalse(Files.exists(models()));
    }

    private ResultsTable install(Object... inputs) {
        return (ResultsTable)
                RUNNER.succeed(InstallModels.class, inputs(inputs)).getOutput("table");
    }

    /** @return the inputs, after those that lead to this test's folder and server */
    private Object[] inputs(Object... inputs) {
        Map<Object, Object> all = new LinkedHashMap<>();
        all.put("folder", models().toString());
        all.put("mirror", server.address("/").toString());
        for (int i = 0; i < inputs.length; i += 2) {
            all.put(inputs[i], inputs[i + 1]);
        }
        return all.entrySet().stream()
                .flatMap(input -> List.of(input.getKey(), input.getValue()).stream())
                .toArray();
    }

    private Path models() {
        return temp.resolve("my models");
    }

    private static String cell(ResultsTable table, String bundle, String column) {
        for (int row = 0; row < table.size(); row++) {
            if (table.getStringValue("Bundle", row).equals(bundle)) {
                return table.getStringValue(column, row);
            }
        }
        throw new AssertionError("no row of " + bundle);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
