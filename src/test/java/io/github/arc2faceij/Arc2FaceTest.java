package io.github.arc2faceij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The facade on the bundled model, and on folders that are not what they should be. */
class Arc2FaceTest {

    private static final Path ASTRONAUT = Path.of("test-images/astronaut.png");

    private static Arc2Face arc2face;
    private static Picture photo;
    private static Identity astronaut;

    @TempDir
    Path folder;

    @BeforeAll
    static void identify() throws IOException {
        arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU);
        photo = TestPictures.of(ImageIO.read(ASTRONAUT.toFile()));
        List<Face> faces = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        astronaut = arc2face.identify(photo, faces.get(0), Progress.NONE);
    }

    @AfterAll
    static void close() {
        arc2face.close();
    }

    @Test
    void theSameRequestGivesTheSamePixelsAlsoAfterClosing() {
        Generation first = arc2face.generate(request(7), Progress.NONE);
        arc2face.close();
        Generation again = arc2face.generate(request(7), Progress.NONE);
        Generation other = arc2face.generate(request(8), Progress.NONE);
        assertEquals(2, first.pictures().size());
        assertArrayEquals(first.pictures().get(1).rgb(), again.pictures().get(1).rgb());
        assertFalse(Arrays.equals(
                first.pictures().get(0).rgb(), other.pictures().get(0).rgb()));
        assertEquals(first.recipe(), again.recipe());
    }

    @Test
    void theRecipeSaysHowThePicturesCameToBe() {
        Recipe recipe = arc2face.generate(request(7), Progress.NONE).recipe();
        JsonObject json = JsonParser.parseString(recipe.json()).getAsJsonObject();
        assertEquals(7, json.get("seed").getAsLong());
        assertEquals("astronaut.png, face 1", json.get("identity").getAsString());
        assertEquals(
                Recipe.TRAINED_ALGORITHMIC_MEDIA, json.get("digitalSourceType").getAsString());
        assertEquals("CPU", json.get("device").getAsString());
        assertEquals(128, json.get("width").getAsInt());
        assertTrue(recipe.label(1).startsWith("seed 8 "), recipe.label(1));
    }

    @Test
    void cancellingStopsWithinAStepAndTheNextCallWorks() {
        Progress stopsAtOnce = new Progress() {
            @Override
            public void report(String task, double fraction) {
                if (fraction > 0.3) {
                    throw new CancellationException();
                }
            }
        };
        GenerationRequest request = request(7);
        assertThrows(CancellationException.class, () -> arc2face.generate(request, stopsAtOnce));
        assertEquals(2, arc2face.generate(request, Progress.NONE).pictures().size());
    }

    @Test
    void anotherRecognisersIdentityIsRefused() {
        Identity foreign = new Identity(astronaut.vector(), "0".repeat(64), 1);
        GenerationRequest request =
                new GenerationRequest(foreign, "elsewhere", request(1).sampling());
        assertThrows(Arc2FaceException.class, () -> arc2face.generate(request, Progress.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arc2face/diffusion_pytorch_model.safetensors",
                "encoder/pytorch_model.bin",
                "vae/diffusion_pytorch_model.safetensors",
                "recognizer.onnx",
                "tokenizer/vocab.json",
                "scheduler/scheduler_config.json"
            })
    void aTruncatedFileIsNamedAndWorksAgainOnceMended(String file) throws IOException {
        Path model = copyOfTheBundledModel();
        byte[] whole = Files.readAllBytes(model.resolve(file));
        Files.write(model.resolve(file), Arrays.copyOf(whole, whole.length / 2));
        try (Arc2Face damaged = new Arc2Face(new ModelFolder(model), Device.CPU)) {
            Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> fromPhoto(damaged));
            assertTrue(e.getMessage().contains(Path.of(file).getFileName().toString()), e.getMessage());
            Files.write(model.resolve(file), whole);
            assertEquals(1, fromPhoto(damaged).pictures().size());
        }
    }

    @Test
    void anotherArchitectureIsNamedByTensorOrField() throws IOException {
        Path model = copyOfTheBundledModel();
        Path config = model.resolve("arc2face/config.json");
        Files.writeString(
                config,
                Files.readString(config).replace("\"cross_attention_dim\": 512", "\"cross_attention_dim\": 768"));
        try (Arc2Face other = new Arc2Face(new ModelFolder(model), Device.CPU)) {
            Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> fromPhoto(other));
            assertTrue(e.getMessage().contains("attn2"), e.getMessage());
        }
    }

    @Test
    void theSharedInstanceFollowsTheSettings() throws IOException {
        Settings other = new Settings(copyOfTheBundledModel().toString(), Device.CPU);
        Arc2Face bundled = Arc2Face.shared(Settings.DEFAULT);
        assertSame(bundled, Arc2Face.shared(new Settings("", Device.CPU)));
        assertNotSame(bundled, Arc2Face.shared(other));
        Settings missing = new Settings(folder.resolve("nowhere").toString(), Device.CPU);
        assertThrows(Arc2FaceException.class, () -> Arc2Face.shared(missing));
        Arc2Face.releaseShared();
    }

    private static Generation fromPhoto(Arc2Face model) {
        List<Face> faces = model.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        Identity identity = model.identify(photo, faces.get(0), Progress.NONE);
        int size = model.pictureSize(Progress.NONE);
        Sampling one = new Sampling(1, 1, 1, SamplerType.DPMPP_2M, 1, Noise.CPU, size, size);
        return model.generate(new GenerationRequest(identity, "photo", one), Progress.NONE);
    }

    private static GenerationRequest request(long seed) {
        int size = arc2face.pictureSize(Progress.NONE);
        Sampling two = new Sampling(2, 3, 3, SamplerType.EULER_A, seed, Noise.CPU, size, size);
        return new GenerationRequest(astronaut, "astronaut.png, face 1", two);
    }

    private Path copyOfTheBundledModel() throws IOException {
        Path source = ModelFolder.bundled().root();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy =
                        folder.resolve("model").resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return folder.resolve("model");
    }
}
