package io.github.arc2faceij.condition.ipadapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.condition.Sources;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.Speed;
import io.github.arc2faceij.diffusion.graph.AttentionOrder;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.weights.RecipeImageEncoder;
import io.github.arc2faceij.weights.RecipeIpAdapter;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** IP-Adapters through the facade, on the tiny Arc2Face by formula. */
class IpAdapterConditionTest {

    private static final int SIZE = 128;
    private static final String BASE = "ip-adapter_sd15";
    private static final String FACE_ID = "ip-adapter-faceid_sd15";

    @TempDir
    static Path folder;

    private static ModelFolder model;
    private static Arc2Face arc2face;
    private static Identity identity;
    private static Picture photo;

    @TempDir
    Path elsewhere;

    @BeforeAll
    static void open() {
        model = new ModelFolder(RecipeModel.writeWithIpAdapters(folder.resolve("tiny")));
        arc2face = new Arc2Face(model, Device.CPU);
        photo = TestPictures.golden("image/photo.png");
        try (FaceAnalyzer analyzer = new FaceAnalyzer(model.root(), Device.CPU)) {
            identity = identity("id.a", analyzer.recogniser());
        }
    }

    @AfterAll
    static void close() {
        arc2face.close();
    }

    @Test
    void aPictureActsByItsStrengthAndTheRecipeNamesIt() {
        byte[] plain = pixels(generate());
        AdapterUse style = use(BASE, 0.6, new ImagePrompt(photo, "style.png"));
        Generation shown = generate(style);
        assertFalse(Arrays.equals(plain, pixels(shown)));
        assertArrayEquals(plain, pixels(generate(use(BASE, 0, new ImagePrompt(photo, "style.png")))));
        IpAdapterPart.Adapter part =
                shown.recipe().parts(IpAdapterCondition.KIND).get(0).adapters().get(0);
        assertEquals("ip_adapter/ip-adapter_sd15.safetensors", part.file());
        assertEquals(sha256(model.ipAdapter(BASE).orElseThrow()), part.sha256());
        assertEquals(sha256(model.imageEncoder().orElseThrow()), part.encoder());
        assertEquals("style.png", part.prompts().get(0).source());
        assertEquals("all", part.layers());
        assertNull(part.shortcut());
    }

    @Test
    void aRecipeMakesThePicturesAgain() {
        AdapterUse style = new AdapterUse(
                Path.of(BASE),
                List.of(
                        new ImagePrompt(photo, "style.png").in(mask("a")),
                        new ImagePrompt(photo, "style.png").in(mask("b"))),
                0.7,
                AdapterLayers.parse("layout,style"),
                0,
                0.8,
                Double.NaN);
        Path file = RecipeIpAdapter.write(elsewhere.resolve("own-plusv2.bin"), "faceid_plus");
        Face face = face();
        AdapterUse person = new AdapterUse(
                file, List.of(new ImagePrompt(photo, face, "photo.png, face 1")), 0.5, AdapterLayers.ALL, 0, 1, 0.9);
        Generation first = generate(style, person);
        IpAdapterPart part = WrittenRecipe.parse(first.recipe().json())
                .recipe()
                .parts(IpAdapterCondition.KIND)
                .get(0);
        assertEquals(
                List.of("style.png", "a.png", "style.png", "b.png", "own-plusv2.bin", "photo.png, face 1"),
                IpAdapterCondition.KIND.sources().apply(part));
        Sources sources = new Sources() {
            @Override
            public Path file(String name) {
                return elsewhere.resolve(name);
            }

            @Override
            public AlignedFace face(String source) {
                throw new UnsupportedOperationException(source);
            }

            @Override
            public Person person(String source) {
                throw new UnsupportedOperationException(source);
            }

            @Override
            public Shown shown(String source) {
                Picture picture = source.matches("[ab].png")
                        ? TestPictures.golden("image/mask." + source.charAt(0) + ".png")
                        : photo;
                Optional<Face> shownFace = source.contains("face") ? Optional.of(face) : Optional.empty();
                return new Shown(Optional.of(picture), shownFace, Optional.empty(), source);
            }
        };
        GenerationRequest again = request()
                .with(IpAdapterCondition.KIND.reader().read(part, sources).orElseThrow());
        Generation second = arc2face.generate(again, Progress.NONE);
        assertArrayEquals(pixels(first), pixels(second));
        assertEquals(first.recipe(), second.recipe());
    }

    @Test
    void otherPicturesStrengthsMasksAndLayersKeepTheUNet() {
        generate(use(BASE, 0.6, new ImagePrompt(photo, "style.png")));
        List<String> tasks = new ArrayList<>();
        AdapterUse other = new AdapterUse(
                Path.of(BASE),
                List.of(
                        new ImagePrompt(Picture.black(40, 30), "black").in(mask("a")),
                        new ImagePrompt(photo, "style.png").in(mask("b"))),
                0.3,
                AdapterLayers.parse("style"),
                0.2,
                0.8,
                Double.NaN);
        arc2face.generate(request().with(new IpAdapterCondition(List.of(other))), (task, done) -> tasks.add(task));
        assertFalse(tasks.contains("Loading the UNet"), tasks.toString());
    }

    @Test
    void theSameAdapterMayBeUsedTwice() {
        ImagePrompt style = new ImagePrompt(photo, "style.png");
        byte[] once = pixels(generate(use(BASE, 0.6, style)));
        byte[] twice = pixels(generate(use(BASE, 0.6, style), use(BASE, 0, style)));
        assertArrayEquals(once, twice);
    }

    @Test
    void severalPicturesWithoutMasksAreSeenTogether() {
        ImagePrompt style = new ImagePrompt(photo, "style.png");
        byte[] once = pixels(generate(use(BASE, 0.6, style)));
        byte[] twice = pixels(generate(use(BASE, 0.6, style, style))); // equal tokens share the attention
        int differing = 0;
        for (int i = 0; i < once.length; i++) {
            differing += Math.abs(once[i] - twice[i]) > 1 ? 1 : 0;
        }
        assertTrue(differing < once.length / 1000, differing + " of " + once.length + " differ");
    }

    @Test
    void skippedDeepBlocksSeeThePicturesToo() {
        Sampling fast = new Sampling(1, 10, 3, SamplerType.DPMPP_2M, 5, Noise.CPU, SIZE, SIZE)
                .withSpeed(Speed.SKIP_DEEP_BLOCKS);
        GenerationRequest plain = new GenerationRequest(identity, "by formula", fast);
        IpAdapterCondition style = new IpAdapterCondition(List.of(use(BASE, 0.6, new ImagePrompt(photo, "style.png"))));
        byte[] without = pixels(arc2face.generate(plain, Progress.NONE));
        byte[] with = pixels(arc2face.generate(plain.with(style), Progress.NONE));
        assertFalse(Arrays.equals(without, with));
    }

    @Test
    void aLoraBesideTheAdapterIsAsGoodAsOneInside() throws IOException {
        Map<String, Tensor> adapter = new LinkedHashMap<>();
        Map<String, Tensor> lora = new LinkedHashMap<>();
        List<String> attentions = AttentionOrder.crossAttentions(NetworkConfig.read(model.unet()));
        RecipeIpAdapter.tensors("faceid").forEach((name, tensor) -> {
            String[] path = name.split("\\.", 3);
            if (name.contains("_lora.")) {
                int index = Integer.parseInt(path[1]);
                String cross = attentions.get(index / 2);
                String layer = index % 2 == 0 ? cross.replace("attn2", "attn1") : cross;
                lora.put("unet." + layer + ".processor." + path[2], tensor);
            } else {
                adapter.put(name, tensor);
            }
        });
        Path file = elsewhere.resolve("faceid.safetensors");
        Safetensors.write(file, adapter);
        ImagePrompt person = new ImagePrompt(faceIdentity(), "somebody");
        byte[] inside = pixels(generate(use(FACE_ID, 0.6, person)));
        byte[] without = pixels(generate(new AdapterUse(file, List.of(person), 0.6)));
        assertFalse(Arrays.equals(inside, without));
        Safetensors.write(elsewhere.resolve("faceid_lora.safetensors"), lora);
        byte[] beside = pixels(generate(new AdapterUse(file, List.of(person), 0.6)));
        assertArrayEquals(inside, beside);
    }

    @Test
    void severalPhotosOfOnePersonByMoreTokensWithoutALora() {
        Map<String, Tensor> portrait = RecipeIpAdapter.tensors("faceid");
        portrait.keySet().removeIf(name -> name.contains("_lora."));
        portrait.put("image_proj.proj.2.weight", RecipeWeights.weights("portrait", 0, 16 * 576, 1024));
        portrait.put("image_proj.proj.2.bias", RecipeWeights.weights("portrait.bias", 0, 16 * 576));
        Path file = elsewhere.resolve("ip-adapter-faceid-portrait_sd15.safetensors");
        Safetensors.write(file, portrait);
        ImagePrompt first = new ImagePrompt(faceIdentity(), "first photo");
        ImagePrompt second = new ImagePrompt(identity("id.c", RecipeModel.faceIdRecogniser(model)), "second photo");
        byte[] one = pixels(generate(new AdapterUse(file, List.of(first), 0.6)));
        byte[] both = pixels(generate(new AdapterUse(file, List.of(first, second), 0.6)));
        assertFalse(Arrays.equals(one, both));
    }

    @Test
    void theIdentityOfAnotherRecogniserIsRefused() {
        ImagePrompt other = new ImagePrompt(identity("id.b", "ab".repeat(32)), "saved.npy, row 1");
        assertRefused(use(FACE_ID, 1, other), "\"saved.npy, row 1\"", "abababababab", "FaceID recogniser");
        ImagePrompt whole = new ImagePrompt(photo, "style.png");
        assertRefused(use(FACE_ID, 1, whole), "shows a person", "style.png");
        ImagePrompt nobody = new ImagePrompt(faceIdentity(), "somebody");
        assertRefused(use(BASE, 1, nobody), "is an identity alone");
    }

    @Test
    void whatIsNotInstalledIsNamed() {
        ModelFolder bare = new ModelFolder(RecipeModel.write(elsewhere.resolve("plain")));
        Path base = model.ipAdapter(BASE).orElseThrow();
        Path faceId = model.ipAdapter(FACE_ID).orElseThrow();
        ImagePrompt style = new ImagePrompt(photo, "style.png");
        try (Arc2Face without = new Arc2Face(bare, Device.CPU)) {
            assertRefused(without, use(BASE, 1, style), "has no IP-Adapter \"ip-adapter_sd15\"", "Install Models");
            assertRefused(without, new AdapterUse(base, List.of(style), 1), "bundle IP-Adapter image encoder");
            ImagePrompt person = new ImagePrompt(faceIdentity(), "somebody");
            assertRefused(without, new AdapterUse(faceId, List.of(person), 1), "bundle FaceID recogniser");
        }
        assertRefused(new AdapterUse(elsewhere.resolve("none.bin"), List.of(style), 1), "There is no IP-Adapter");
    }

    @Test
    void theAdapterOfAnotherModelIsRefused() {
        Map<String, Tensor> tensors = RecipeIpAdapter.tensors("base");
        tensors.replaceAll(
                (name, tensor) -> name.startsWith("ip_adapter.") ? Tensor.zeros(tensor.dim(0), 2048) : tensor);
        Path file = elsewhere.resolve("ip-adapter_sdxl.safetensors");
        Safetensors.write(file, tensors);
        ImagePrompt style = new ImagePrompt(photo, "style.png");
        assertRefused(new AdapterUse(file, List.of(style), 1), "Stable Diffusion XL", "2048", "576");
        Map<String, Tensor> wide = RecipeIpAdapter.tensors("base");
        wide.put("image_proj.proj.weight", Tensor.zeros(4 * 576, 1280));
        Path other = elsewhere.resolve("vit-G.safetensors");
        Safetensors.write(other, wide);
        assertRefused(new AdapterUse(other, List.of(style), 1), "an embedding of 1280 numbers", "gives 48");
        Map<String, Tensor> plus = RecipeIpAdapter.tensors("plus");
        plus.computeIfPresent("image_proj.proj_in.weight", (name, tensor) -> Tensor.zeros(tensor.dim(0), 1664));
        Path ofLarger = elsewhere.resolve("plus_vit-G.safetensors");
        Safetensors.write(ofLarger, plus);
        assertRefused(new AdapterUse(ofLarger, List.of(style), 1), "hidden states of 1664 numbers", "ViT-H/14");
    }

    @Test
    void aDamagedFileIsRefusedAndTheNextCallWorks() throws IOException {
        Path file = RecipeIpAdapter.write(elsewhere.resolve("cut.safetensors"), "base");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        ImagePrompt style = new ImagePrompt(photo, "style.png");
        assertRefused(new AdapterUse(file, List.of(style), 1), "cut.safetensors");
        Path none = RecipeImageEncoder.writeResNet(elsewhere.resolve("rn.safetensors"), "");
        assertRefused(new AdapterUse(none, List.of(style), 1), "is no IP-Adapter");
        Map<String, Tensor> fewer = RecipeIpAdapter.tensors("base");
        fewer.remove("ip_adapter.5.to_k_ip.weight");
        Path lacking = elsewhere.resolve("lacking.safetensors");
        Safetensors.write(lacking, fewer);
        assertRefused(new AdapterUse(lacking, List.of(style), 1), "ip_adapter.5.to_k_ip.weight");
        assertEquals(1, generate().pictures().size());
    }

    @Test
    void aResNetHasNoHiddenStates() throws IOException {
        ModelFolder other = new ModelFolder(RecipeModel.writeWithIpAdapters(elsewhere.resolve("rn")));
        Files.delete(other.imageEncoder().orElseThrow());
        RecipeImageEncoder.writeResNet(other.root().resolve("image_encoder/model.safetensors"), "visual.");
        try (Arc2Face with = new Arc2Face(other, Device.CPU)) {
            ImagePrompt style = new ImagePrompt(photo, "style.png");
            assertRefused(with, use("ip-adapter-plus_sd15", 1, style), "hidden states", "ResNet");
        }
    }

    @Test
    void masksAndNumbersAreChecked() {
        ImagePrompt style = new ImagePrompt(photo, "style.png");
        AdapterMask small = AdapterMask.of("small.png", Picture.black(64, 64));
        assertRefused(use(BASE, 1, style.in(small)), "mask small.png is 64 x 64", "128 x 128");
        assertMessage("have a mask", () -> use(BASE, 1, style, style.in(small)));
        assertMessage("nothing to show", () -> use(BASE, 1));
        assertMessage("strength cannot be 3.0. Give 0.0 to 2.0.", () -> use(BASE, 3, style));
        assertMessage(
                "end cannot be 0.2. Give 0.5 to 1.0.",
                () -> new AdapterUse(Path.of(BASE), List.of(style), 1, AdapterLayers.ALL, 0.5, 0.2, Double.NaN));
        AdapterLayers unknown = AdapterLayers.parse("up_blocks.7");
        assertRefused(new AdapterUse(Path.of(BASE), List.of(style), 1, unknown, 0, 1, Double.NaN), "\"up_blocks.7\"");
    }

    @Test
    void startAndEndCountAlongTheNoise() {
        AdapterUse use = new AdapterUse(
                Path.of(BASE), List.of(new ImagePrompt(photo, "")), 1, AdapterLayers.ALL, 0.2, 0.6, Double.NaN);
        assertFalse(use.acts(999));
        assertFalse(use.acts(850));
        assertTrue(use.acts(750));
        assertTrue(use.acts(420));
        assertFalse(use.acts(300));
    }

    private static Identity identity(String name, String recogniser) {
        return Identity.ofEmbedding(RecipeWeights.uniform(name, Identity.LENGTH).data(), recogniser);
    }

    private static Identity faceIdentity() {
        return identity("id.b", RecipeModel.faceIdRecogniser(model));
    }

    /** Points that could be those of a face. */
    private static Face face() {
        Picture portrait = TestPictures.golden("face/images/astronaut.png");
        return arc2face.detect(portrait, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                .get(0);
    }

    private static AdapterMask mask(String name) {
        return AdapterMask.of(name + ".png", TestPictures.golden("image/mask." + name + ".png"));
    }

    private static AdapterUse use(String name, double strength, ImagePrompt... prompts) {
        return new AdapterUse(Path.of(name), List.of(prompts), strength);
    }

    private static GenerationRequest request() {
        return new GenerationRequest(
                identity, "by formula", new Sampling(1, 2, 3, SamplerType.DPMPP_2M, 5, Noise.CPU, SIZE, SIZE));
    }

    private static Generation generate(AdapterUse... uses) {
        GenerationRequest plain = request();
        return arc2face.generate(
                uses.length == 0 ? plain : plain.with(new IpAdapterCondition(List.of(uses))), Progress.NONE);
    }

    private static byte[] pixels(Generation generation) {
        return generation.pictures().get(0).rgb();
    }

    private static String sha256(Path file) {
        return Sha256.of(file, done -> {});
    }

    private static void assertRefused(AdapterUse use, String... words) {
        assertRefused(arc2face, use, words);
    }

    private static void assertRefused(Arc2Face on, AdapterUse use, String... words) {
        GenerationRequest wanted = request().with(new IpAdapterCondition(List.of(use)));
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> on.generate(wanted, Progress.NONE));
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), e.getMessage());
        }
    }

    private static void assertMessage(String words, Executable executable) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, executable);
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }
}
