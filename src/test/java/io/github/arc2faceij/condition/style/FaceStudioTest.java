package io.github.arc2faceij.condition.style;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.condition.regions.RegionAdapter;
import io.github.arc2faceij.condition.regions.RegionMask;
import io.github.arc2faceij.condition.regions.RegionsConditioning;
import io.github.arc2faceij.condition.text.TextCondition;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Batch;
import io.github.arc2faceij.diffusion.EncodedPrompt;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.diffusion.network.Vae;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of FaceStudio's form, held against torch and diffusers. */
class FaceStudioTest {

    /** Of the largest number. */
    private static final double RELATIVE = 1e-4;

    private static final int TIMESTEP = 500;
    private static final int LEVELS = 4;

    private static final Map<String, Tensor> GOLDEN = Goldens.load("image/facestudio.safetensors");
    private static final Tensor LATENTS = Goldens.load("image/text.safetensors").get("x");
    private static final float[] FACE_A = GOLDEN.get("face_a").data();
    private static final float[] FACE_B = GOLDEN.get("face_b").data();
    private static final float[] NOBODY = new float[Identity.LENGTH];

    @TempDir
    static Path folder;

    @TempDir
    Path elsewhere;

    private static ModelFolder files;
    private static FaceStudio model;
    private static UNet unet;
    private static Vae vae;

    @BeforeAll
    static void open() {
        files = new ModelFolder(RecipeModel.writeFaceStudio(folder.resolve("studio")));
        model = new FaceStudio(files, Device.CPU);
        unet = new UNet(files.unet(), Device.CPU, UNetOptions.NONE.withAdapter(new RegionAdapter(LEVELS)));
        vae = new Vae(files.vae(), Device.CPU);
    }

    @AfterAll
    static void close() {
        model.close();
        unet.close();
        vae.close();
    }

    @Test
    void theStyleIsWhatThreeEncodersSee() {
        Tensor style = model.style(TestPictures.golden("image/photo.png"), Progress.NONE);
        assertRelative("style", style);
    }

    @Test
    void theLinearLayerMakesTheContext() {
        assertRelative("e_i", model.context(GOLDEN.get("style"), FACE_A, Progress.NONE));
        assertRelative("e_p", model.context(GOLDEN.get("prior"), FACE_A, Progress.NONE));
        assertRelative("zero", prompt(NOBODY).against(null, Progress.NONE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void alphaGoesFromTextToStyle(double alpha) {
        Tensor mixed = FaceStudioPrompt.mixed(GOLDEN.get("style"), GOLDEN.get("prior"), alpha);
        assertNoise("y.alpha" + alpha, model.context(mixed, FACE_A, Progress.NONE));
    }

    @Test
    void aPictureByStyleTextAndFaceIsTheReferences() {
        Map<String, Tensor> golden = Goldens.load("image/picture_facestudio.safetensors");
        Sampling sampling = new Sampling(1, 5, 7.5, SamplerType.EULER_A, 42, Noise.CPU, 128, 128);
        try (Arc2Face arc2face = new Arc2Face(files, Device.CPU)) {
            Identity face = new Identity(FACE_A, arc2face.recogniser(Progress.NONE), 1);
            GenerationRequest request = new GenerationRequest(face, "golden", sampling)
                    .with(new StyleCondition(TestPictures.golden("image/photo.png"), "photo.png", 0.3))
                    .with(new TextCondition("a watercolour of a person in a garden", ""));
            byte[] rgb =
                    arc2face.generate(request, Progress.NONE).pictures().get(0).rgb();
            float[] expected = golden.get("image").data();
            double sum = 0;
            for (int i = 0; i < expected.length; i++) {
                sum += Math.abs((rgb[i] & 0xff) - expected[i]);
            }
            assertEquals(0, sum / expected.length, 0.5);
        }
    }

    @Test
    void thePriorMakesAStyleOfAText() {
        try (TextEncoder network = new TextEncoder(files.encoder(), Device.CPU)) {
            IdentityEncoder encoder = new IdentityEncoder(network, new ClipTokenizer(files.tokenizer()));
            Tensor end = encoder.end("a watercolour of a person in a garden", Progress.NONE);
            Tensor expected =
                    Goldens.load("image/picture_facestudio.safetensors").get("prior");
            assertClose(expected, model.prior(end, Progress.NONE), RELATIVE);
        }
    }

    @Test
    void nobodyIsAFaceOfZeros() {
        assertNoise("y.noface", context(NOBODY));
    }

    @Test
    void facesAreMixedBySums() {
        float[] mixed = new float[Identity.LENGTH];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = 0.75f * FACE_A[i] + 0.25f * FACE_B[i];
        }
        assertNoise("y.mix0.25", context(mixed));
    }

    @Test
    void twoPeopleStandInTwoRegions() {
        FaceStudioPrompt prompt = prompt(NOBODY);
        EncodedPrompt encoded = new EncodedPrompt(prompt, prompt.context(null, Progress.NONE), null);
        RegionsConditioning regions =
                new RegionsConditioning(List.of(FACE_A, FACE_B), List.of(mask("a"), mask("b")), LEVELS);
        Tensor context = Tensor.concat(prompt.against(null, Progress.NONE), encoded.context());
        Batch batch = new Batch(0, TIMESTEP, LATENTS, context, 0, 1);
        PassInputs inputs = regions.begin(vae, encoded, Progress.NONE).of(batch, Progress.NONE);
        assertRelative("y.regions", unet.predictNoise(LATENTS, TIMESTEP, context, inputs, 1, Progress.NONE));
    }

    @Test
    void weightsOfOtherModelsAreASentence() throws IOException {
        ModelFolder other = new ModelFolder(RecipeModel.link(files.root(), elsewhere.resolve("other")));
        replace(other.prior().orElseThrow(), Map.of());
        try (FaceStudio odd = new FaceStudio(other, Device.CPU)) {
            Tensor end = Tensor.zeros(1, 576);
            assertRefused("has no tensor \"text_projection.weight\"", () -> odd.prior(end, Progress.NONE));
            replace(
                    other.prior().orElseThrow(),
                    Map.of(
                            "text_projection.weight", Tensor.zeros(48, 576),
                            "prior.0.weight", Tensor.zeros(9, 48),
                            "prior.0.bias", Tensor.zeros(9)));
            assertRefused("prior gives 9 numbers", () -> odd.prior(end, Progress.NONE));
            assertRefused("gives 500 numbers", () -> odd.prior(Tensor.zeros(1, 500), Progress.NONE));
        }
        replace(other.linear(), Map.of("linear.weight", Tensor.zeros(576, 612), "linear.bias", Tensor.zeros(576)));
        try (FaceStudio odd = new FaceStudio(other, Device.CPU)) {
            assertRefused(
                    "style encoders give 144 numbers, but the linear layer of the model other takes 100",
                    () -> odd.style(Picture.black(64, 64), Progress.NONE));
        }
        replace(other.linear(), Map.of("linear.weight", Tensor.zeros(500, 656), "linear.bias", Tensor.zeros(500)));
        assertRefused("no whole number of tokens of 576", () -> new FaceStudio(other, Device.CPU));
        replace(other.linear(), Map.of("linear.weight", Tensor.zeros(576, 300), "linear.bias", Tensor.zeros(576)));
        assertRefused("takes 300 numbers", () -> new FaceStudio(other, Device.CPU));
    }

    private static void replace(Path file, Map<String, Tensor> tensors) throws IOException {
        Files.delete(file);
        Safetensors.write(file, tensors);
    }

    private static void assertRefused(String words, Executable executable) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, executable);
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    private static FaceStudioPrompt prompt(float[] face) {
        return new FaceStudioPrompt(model, Optional.of(face)).in(TestPictures.golden("image/photo.png"), 1);
    }

    private static Tensor context(float[] face) {
        return prompt(face).context(null, Progress.NONE);
    }

    private static void assertNoise(String name, Tensor context) {
        Tensor both = Tensor.concat(prompt(NOBODY).against(null, Progress.NONE), context);
        assertRelative(name, unet.predictNoise(LATENTS, TIMESTEP, both, PassInputs.NONE, Progress.NONE));
    }

    private static void assertRelative(String name, Tensor actual) {
        Tensor expected = GOLDEN.get(name);
        float largest = 0;
        for (float value : expected.data()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertClose(expected, actual, RELATIVE * largest, name);
    }

    private static RegionMask mask(String name) {
        Picture picture = TestPictures.golden("image/mask." + name + ".png");
        byte[] bytes = new byte[picture.width() * picture.height()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = picture.rgb()[3 * i];
        }
        return RegionMask.ofBytes(picture.width(), picture.height(), bytes);
    }
}
