package io.github.arc2faceij.condition;

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
import io.github.arc2faceij.condition.appearance.AppearanceCondition;
import io.github.arc2faceij.condition.expression.Expression;
import io.github.arc2faceij.condition.expression.ExpressionCondition;
import io.github.arc2faceij.condition.lora.LcmLora;
import io.github.arc2faceij.condition.lora.LoraCondition;
import io.github.arc2faceij.condition.lora.LoraPart;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeLora;
import io.github.arc2faceij.weights.RecipeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conditions through the facade, on the tiny model by formula. The goldens are diffusers 0.29.2's: with the LoRA's product
 * added to the weights, with its own IP-Adapter, and with the Reference Adapter's authors' class looking at the most
 * probable latents.
 */
class ConditionsTest {

    private static final int SIZE = 128;
    private static final Sampling LCM = sampling(4, 1, SamplerType.LCM, 7);
    private static final Sampling DPM = sampling(5, 3, SamplerType.DPMPP_2M, 5);

    @TempDir
    static Path folder;

    private static Path model;
    private static Arc2Face arc2face;
    private static Identity identity;
    private static Map<String, Tensor> golden;

    @TempDir
    Path elsewhere;

    @BeforeAll
    static void open() {
        model = RecipeModel.write(folder.resolve("tiny"));
        RecipeModel.addAdapters(model);
        arc2face = new Arc2Face(new ModelFolder(model), Device.CPU);
        try (FaceAnalyzer analyzer = new FaceAnalyzer(model, Device.CPU)) {
            identity = Identity.ofEmbedding(
                    RecipeWeights.uniform("id.a", Identity.LENGTH).data(), analyzer.recogniser());
        }
        golden = Goldens.load("tiny/adapters_end_to_end.safetensors");
    }

    @AfterAll
    static void close() {
        arc2face.close();
    }

    @Test
    void theSamplerLcmAddsTheLcmLora() {
        Generation generation = arc2face.generate(request(LCM), Progress.NONE);
        assertGolden("lcm_lora", generation);
        Path file = model.resolve("lcm-lora-sdv1-5/pytorch_lora_weights.safetensors");
        Recipe recipe = generation.recipe();
        assertEquals(List.of(part(file, 1)), recipe.parts(LcmLora.KIND));
        assertEquals(Set.of("lcm"), recipe.adapters().keySet());
    }

    @Test
    void anExpressionGoesThroughItsAdapter() {
        float[] numbers = golden.get("expression.numbers").data();
        ExpressionCondition expression = new ExpressionCondition(new Expression(numbers, 0.8), "numbers");
        Generation generation = arc2face.generate(request(DPM).with(expression), Progress.NONE);
        assertGolden("expression", generation);
        ExpressionCondition.Part part =
                generation.recipe().parts(ExpressionCondition.KIND).get(0);
        assertEquals("numbers", part.source());
        assertEquals(0.8, part.intensity());
        assertEquals(numbers[54], part.numbers().get(54).floatValue());
        assertEquals(sha256(model.resolve("exp_adapter/exp_adapter.bin")), part.sha256());
        assertEquals(1, generation.recipe().adapters().size());
    }

    @Test
    void anAppearanceGoesThroughItsAdapter() {
        AppearanceCondition appearance = new AppearanceCondition(reference(), 0.8, "reference.png");
        Generation generation = arc2face.generate(request(DPM).with(appearance), Progress.NONE);
        assertGolden("reference", generation);
        AppearanceCondition.Part part =
                generation.recipe().parts(AppearanceCondition.KIND).get(0);
        assertEquals("reference.png", part.source());
        assertEquals(0.8, part.influence());
        assertEquals(64, part.pixels().length());
        assertEquals(sha256(model.resolve("ref_adapter/pytorch_lora_weights.safetensors")), part.sha256());
        assertEquals(1, generation.recipe().adapters().size());
    }

    @Test
    void adaptersGoTogetherAndLeaveNothingBehind() {
        Generation plain = arc2face.generate(request(DPM), Progress.NONE);
        assertNull(plain.recipe().adapters());
        ExpressionCondition smile = new ExpressionCondition(new Expression(new float[55], 1), "numbers");
        GenerationRequest all = request(LCM)
                .with(new AppearanceCondition(reference(), 0.8, "reference.png"))
                .with(smile)
                .with(new LoraCondition(new Lora(ownLora(), 0.5)));
        Generation adapted = arc2face.generate(all, Progress.NONE);
        assertEquals(List.of(part(ownLora(), 0.5)), adapted.recipe().parts(LoraCondition.KIND));
        assertEquals(1, adapted.recipe().parts(LcmLora.KIND).get(0).scale());
        Generation again = arc2face.generate(request(DPM), Progress.NONE);
        assertArrayEquals(pixels(plain), pixels(again));
        assertEquals(plain.recipe(), again.recipe());
    }

    @Test
    void otherAdaptersReloadTheUNetAlone() {
        List<String> tasks = new ArrayList<>();
        arc2face.generate(request(DPM), Progress.NONE);
        arc2face.generate(request(DPM), (task, fraction) -> tasks.add(task));
        assertFalse(tasks.contains("Loading the UNet"), tasks.toString());
        arc2face.generate(request(LCM), (task, fraction) -> tasks.add(task));
        assertEquals(1, tasks.stream().filter("Loading the UNet"::equals).count());
    }

    @Test
    void aLoraThatWasReplacedIsReadAgain() throws IOException {
        Path file = elsewhere.resolve("mine.safetensors");
        GenerationRequest request = request(DPM).with(new LoraCondition(new Lora(file, 1)));
        Files.copy(ownLora(), file);
        Generation first = arc2face.generate(request, Progress.NONE);
        Files.delete(file);
        Files.copy(model.resolve("lcm-lora-sdv1-5/pytorch_lora_weights.safetensors"), file);
        Generation second = arc2face.generate(request, Progress.NONE);
        assertFalse(Arrays.equals(pixels(first), pixels(second)));
        assertEquals(
                sha256(file), second.recipe().parts(LoraCondition.KIND).get(0).sha256());
    }

    @Test
    void aLoraChangesTheTextEncoderToo() {
        Generation plain = arc2face.generate(request(DPM), Progress.NONE);
        Path file = RecipeLora.write("text", elsewhere);
        GenerationRequest request = request(DPM).with(new LoraCondition(new Lora(file, 1)));
        List<String> tasks = new ArrayList<>();
        Generation both = arc2face.generate(request, (task, fraction) -> tasks.add(task));
        assertTrue(tasks.containsAll(List.of("Loading the UNet", "Loading the text encoder")), tasks.toString());
        assertGolden("text", Goldens.load("tiny/loras.safetensors"), both);
        Generation again = arc2face.generate(request(DPM), Progress.NONE);
        assertArrayEquals(pixels(plain), pixels(again));
    }

    @Test
    void aLoraOfAnotherModelIsRefusedAndTheNextCallWorks() {
        LoraCondition foreign = new LoraCondition(
                new Lora(ModelFolder.bundled().unet().resolve("diffusion_pytorch_model.safetensors"), 1));
        assertRefused(request(DPM).with(foreign), "does not fit this model", "\"conv_in.bias\"");
        Path missing = elsewhere.resolve("missing.safetensors");
        assertRefused(request(DPM).with(new LoraCondition(new Lora(missing, 1))), missing.toString());
        assertEquals(
                1, arc2face.generate(request(DPM), Progress.NONE).pictures().size());
    }

    @Test
    void whatIsNotInstalledIsNamed() {
        Path plain = RecipeModel.write(elsewhere.resolve("plain"));
        try (Arc2Face bare = new Arc2Face(new ModelFolder(plain), Device.CPU)) {
            ExpressionCondition expression = new ExpressionCondition(new Expression(new float[55], 1), "numbers");
            AppearanceCondition appearance = new AppearanceCondition(reference(), 0.8, "reference.png");
            assertRefused(bare, request(LCM), "bundle LCM-LoRA", plain.toString(), "lora=none");
            assertRefused(bare, request(DPM).with(expression), "bundle Expression Adapter");
            assertRefused(bare, request(DPM).with(appearance), "bundle Reference Adapter");
            Generation distilled = bare.generate(request(LCM).ofDistilledModel(), Progress.NONE);
            assertNull(distilled.recipe().adapters());
            assertEquals(1, distilled.pictures().size());
        }
    }

    @Test
    void theBundledModelIsToBeReplacedByOneWithAdapters() {
        try (Arc2Face bundled = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            ExpressionCondition expression = new ExpressionCondition(new Expression(new float[55], 1), "numbers");
            assertRefused(
                    bundled,
                    request(DPM).with(expression),
                    "which the bundled model does not have. Fetch Arc2Face and Expression Adapter with Install Models...");
        }
    }

    @Test
    void aModelsOwnLcmLoraIsTakenToo() throws IOException {
        Path own = RecipeModel.write(elsewhere.resolve("own"));
        Path lora = Files.createDirectories(own.resolve("lcm-lora")).resolve("pytorch_lora_weights.safetensors");
        RecipeLora.writeKohya(lora);
        try (Arc2Face trained = new Arc2Face(new ModelFolder(own), Device.CPU)) {
            assertGolden("lcm_lora", trained.generate(request(LCM), Progress.NONE));
        }
    }

    @Test
    void framesOfOtherAdaptersAreAMistakeOfTheCaller() {
        List<GenerationRequest> frames =
                List.of(request(DPM), request(DPM).with(new LoraCondition(new Lora(ownLora(), 1))));
        assertThrows(IllegalArgumentException.class, () -> arc2face.generateFrames(frames, Progress.NONE));
    }

    private static GenerationRequest request(Sampling sampling) {
        return new GenerationRequest(identity, "by formula", sampling);
    }

    private static Sampling sampling(int steps, double guidance, SamplerType sampler, long seed) {
        return new Sampling(1, steps, guidance, sampler, seed, Noise.CPU, SIZE, SIZE);
    }

    /** The picture that the golden's reference was. */
    private static Picture reference() {
        float[] numbers = RecipeWeights.uniform("reference", SIZE, SIZE, 3).data();
        byte[] rgb = new byte[numbers.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (int) ((numbers[i] * 0.5f + 0.5f) * 255);
        }
        return new Picture(SIZE, SIZE, rgb);
    }

    private static Path ownLora() {
        return model.resolve("ref_adapter/pytorch_lora_weights.safetensors");
    }

    private static LoraPart part(Path file, double scale) {
        return new LoraPart(file.getFileName().toString(), sha256(file), scale);
    }

    private static String sha256(Path file) {
        return Sha256.of(file, hashed -> {});
    }

    private static byte[] pixels(Generation generation) {
        return generation.pictures().get(0).rgb();
    }

    private static void assertGolden(String name, Generation generation) {
        assertGolden(name, golden, generation);
    }

    private static void assertGolden(String name, Map<String, Tensor> golden, Generation generation) {
        Tensor planes = golden.get(name + ".image");
        Picture picture = generation.pictures().get(0);
        double sum = 0;
        for (int i = 0; i < planes.size(); i++) {
            int pixel = i % (SIZE * SIZE);
            sum += Math.abs(planes.data()[i] - picture.get(pixel % SIZE, pixel / SIZE, i / (SIZE * SIZE)));
        }
        double difference = sum / planes.size();
        assertTrue(difference < 1, name + " differs by " + difference);
    }

    private static void assertRefused(GenerationRequest request, String... words) {
        assertRefused(arc2face, request, words);
    }

    private static void assertRefused(Arc2Face on, GenerationRequest request, String... words) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> on.generate(request, Progress.NONE));
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), e.getMessage());
        }
    }
}
