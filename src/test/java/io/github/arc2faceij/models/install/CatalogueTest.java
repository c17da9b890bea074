package io.github.arc2faceij.models.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private static final String FILE = """
            {"host": "lab", "path": "%s", "target": "%s"}""";
    private static final String OWN =
            """
            {"hosts": {"huggingface": "http://mirror.laboratory/hf", "lab": "https://models.laboratory/"},
             "bundles": [{"id": "arc2face", "name": "Ours", "purpose": "Fine-tuned.",
              "licence": {"name": "Internal", "address": "https://models.laboratory/", "notice": "Do not pass on.", "mustAccept": false},
              "files": [%s]}]}
            """;

    @TempDir
    Path folder;

    @Test
    void thePublishedBundlesAreComplete() {
        Catalogue catalogue = Catalogue.published();
        assertEquals(
                List.of(
                        "arc2face",
                        "sd15",
                        "face",
                        "controlnet",
                        "lcm-lora",
                        "exp-adapter",
                        "ref-adapter",
                        "ip-adapter-encoder",
                        "ip-adapter",
                        "ip-adapter-faceid",
                        "faceid-recogniser",
                        "sd15-text"),
                List.copyOf(catalogue.bundles().keySet()));
        Set<String> targets = new HashSet<>();
        for (Bundle bundle : catalogue.bundles().values()) {
            for (ModelFile file : bundle.modelFiles()) {
                assertTrue(targets.add(file.target()), file.target() + " is in two bundles");
            }
            for (PublishedFile file : bundle.files()) {
                assertEquals("https", catalogue.address(file, Mirrors.NONE).getScheme());
            }
        }
        assertTrue(targets.containsAll(Set.of(
                "arc2face/diffusion_pytorch_model.safetensors",
                "encoder/pytorch_model.bin",
                "controlnet/config.json",
                "vae/config.json",
                "tokenizer/tokenizer_config.json",
                "scheduler/scheduler_config.json",
                "antelopev2/arcface.onnx",
                "antelopev2/scrfd_10g_bnkps.onnx")));
    }

    @Test
    void addressesAreThoseOfThePublishers() {
        Catalogue catalogue = Catalogue.published();
        PublishedFile unet = catalogue.bundle("arc2face").files().get(1);
        assertEquals(OptionalLong.of(3_440_000_000L), unet.bytes());
        assertEquals(
                URI.create(
                        "https://huggingface.co/FoivosPar/Arc2Face/resolve/main/arc2face/diffusion_pytorch_model.safetensors"),
                catalogue.address(unet, Mirrors.NONE));
        assertTrue(catalogue.bundle("face").licence().mustAccept(), "InsightFace's models are for research only");
        assertTrue(catalogue.bundle("face").files().get(0).isArchive());
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://huggingface.co/FoivosPar/Arc2Face/resolve/main/encoder/config.json",
        "https://hub.laboratory, https://hub.laboratory/FoivosPar/Arc2Face/resolve/main/encoder/config.json",
        "' github = http://g.laboratory ', https://huggingface.co/FoivosPar/Arc2Face/resolve/main/encoder/config.json",
        "'github=http://g.laboratory, huggingface=http://h.laboratory/m/', http://h.laboratory/m/FoivosPar/Arc2Face/resolve/main/encoder/config.json",
    })
    void aMirrorTakesTheHostsPlace(String mirrors, String expected) {
        Catalogue catalogue = Catalogue.published();
        PublishedFile config = catalogue.bundle("arc2face").files().get(2);
        assertEquals(URI.create(expected), catalogue.address(config, Mirrors.parse(mirrors)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.laboratory", "ftp://hub.laboratory", "huggingface=", "https://", "https://a b"})
    void whatIsNoAddressIsNoMirror(String text) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> Mirrors.parse(text));
        assertTrue(e.getMessage().endsWith("inside your own network."), e.getMessage());
    }

    @Test
    void aUsersOwnCatalogueLiesOverThePublished() throws IOException {
        Path own = folder.resolve("catalogue.json");
        assertEquals(Catalogue.published(), Catalogue.published().withOverrides(own));
        Files.writeString(own, OWN.formatted(FILE.formatted("unet.safetensors", "arc2face/unet.safetensors")));
        Catalogue both = Catalogue.published().withOverrides(own);
        assertEquals(12, both.bundles().size());
        assertEquals("Ours", both.bundle("arc2face").name());
        assertEquals(
                URI.create("https://models.laboratory/unet.safetensors"),
                both.address(both.bundle("arc2face").files().get(0), Mirrors.NONE));
        assertEquals(
                "http://mirror.laboratory/hf/stable-diffusion-v1-5/stable-diffusion-v1-5/resolve/main/vae/config.json",
                both.address(both.bundle("sd15").files().get(0), Mirrors.NONE).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "a/../../outside",
                "/etc/passwd",
                "C:/Windows/x",
                "a\\\\..\\\\b",
                "a//b",
                "a/",
                "a/./b",
                "..",
                "con:",
                "a*b",
                "a\\u0000b",
            })
    void aFileCannotBePutOutsideTheModelFolder(String target) throws IOException {
        Path own = folder.resolve("catalogue.json");
        Files.writeString(own, OWN.formatted(FILE.formatted("x", target)));
        Arc2FaceException e = assertThrows(
                Arc2FaceException.class, () -> Catalogue.published().withOverrides(own));
        assertTrue(e.getMessage().contains("not inside the model folder"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\": \"Ours\", | `` | bundles 1 lacks \"name\"; it should be a text",
                "\"name\": \"Ours\" | \"name\": 5 | bundles 1 has \"name\": 5; it should be a text",
                "\"mustAccept\": false | \"mustAccept\": \"no\" | licence has \"mustAccept\": \"no\"; it should be true or false",
                "\"purpose\" | \"porpoise\" | bundles 1 has the unknown key \"porpoise\". Known are id, name",
                "\"path\" | \"bytes\": -1, \"path\" | files 1 has \"bytes\": -1; it should be a whole number",
                "\"path\" | \"sha256\": \"12\", \"path\" | files 1 has \"sha256\": \"12\"; it should be 64",
                "\"path\": \"x\" | \"path\": \"x y\" | it should be the path of a file on a web server",
                "\"path\": \"x\" | \"path\": \"x/\" | it should be the path of a file on a web server",
                "\"target\": \"x\" | \"unpack\": {} | files 1 has \"unpack\": {}; it should be an array",
                "\"target\": \"x\" | \"unpack\": [7] | it should be objects",
                "https://models.laboratory/\"} | models.laboratory\"} | hosts has \"lab\": \"models.laboratory\"; it should be an address",
                "[{\"host\": \"lab\", \"path\": \"x\", \"target\": \"x\"}] | [] | it should be at least one file",
            })
    void aMistakeIsNamedWithItsPlace(String from, String to, String expected) throws IOException {
        String right = OWN.formatted(FILE.formatted("x", "x"));
        Path own = folder.resolve("catalogue.json");
        Files.writeString(own, right);
        Catalogue.published().withOverrides(own);
        assertTrue(right.contains(from), from);
        Files.writeString(own, right.replace(from, to));
        Arc2FaceException e = assertThrows(
                Arc2FaceException.class, () -> Catalogue.published().withOverrides(own));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertTrue(e.getMessage().startsWith("The file " + own), e.getMessage());
    }

    @Test
    void aHostThatNobodyNamesIsSaid() throws IOException {
        Path own = folder.resolve("catalogue.json");
        Files.writeString(own, OWN.formatted(FILE.formatted("x", "x").replace("\"lab\"", "\"lob\"")));
        Catalogue both = Catalogue.published().withOverrides(own);
        PublishedFile file = both.bundle("arc2face").files().get(0);
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> both.address(file, Mirrors.NONE));
        assertTrue(e.getMessage().contains("names no address for the host \"lob\""), e.getMessage());
    }
}
