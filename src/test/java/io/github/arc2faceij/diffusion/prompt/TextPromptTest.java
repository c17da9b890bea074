package io.github.arc2faceij.diffusion.prompt;

import static io.github.arc2faceij.common.TensorAssert.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.TextEncoder;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.RecipeModel;
import io.github.arc2faceij.weights.Goldens;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text in diffusers' layout, held against transformers and diffusers. */
class TextPromptTest {

    private static final String TEXT = "a watercolour of a person in a garden";
    private static final double TOLERANCE = 1e-4;

    @Test
    void aTextIsEncodedAndSeenAsByTheReference(@TempDir Path folder) {
        Map<String, Tensor> golden = Goldens.load("image/text.safetensors");
        ModelFolder model = new ModelFolder(RecipeModel.writeStableDiffusion(folder));
        ClipTokenizer tokenizer = new ClipTokenizer(model.tokenizer());
        assertIds(golden.get("ids"), tokenizer.encode(TEXT), tokenizer.encode(""));
        Tensor context;
        try (TextEncoder network = new TextEncoder(model.encoder(), Device.CPU)) {
            IdentityEncoder encoder = new IdentityEncoder(network, tokenizer);
            TextPrompt prompt = new TextPrompt(TEXT, "");
            context = Tensor.concat(prompt.against(encoder, Progress.NONE), prompt.context(encoder, Progress.NONE));
        }
        assertClose(golden.get("context"), context, TOLERANCE, "the text encoder's output");
        try (UNet unet = new UNet(model.unet(), Device.CPU)) {
            Tensor noise = unet.predictNoise(golden.get("x"), 500, context, PassInputs.NONE, Progress.NONE);
            assertClose(golden.get("y"), noise, TOLERANCE, "the UNet's output");
        }
    }

    private static void assertIds(Tensor expected, int[] text, int[] empty) {
        for (int i = 0; i < text.length; i++) {
            assertEquals(expected.data()[i], text[i], "prompt, token " + i);
            assertEquals(expected.data()[text.length + i], empty[i], "empty prompt, token " + i);
        }
    }

    @Test
    void whatIsCutBeginsWithAWord() {
        ClipTokenizer tokenizer = new ClipTokenizer(Goldens.path("tokenizer"));
        assertEquals("", tokenizer.rest("a cat ".repeat(37) + "a"));
        assertEquals("cat", tokenizer.rest("A Cat ".repeat(38)));
        assertEquals("a cat", tokenizer.rest("a cat ".repeat(37) + "x a cat"));
    }
}
