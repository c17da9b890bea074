package io.github.arc2faceij;

import static io.github.arc2faceij.TinyPictures.CONTROLNET;
import static io.github.arc2faceij.TinyPictures.ENCODER;
import static io.github.arc2faceij.TinyPictures.LORA;
import static io.github.arc2faceij.TinyPictures.UNET;
import static io.github.arc2faceij.TinyPictures.VAE;
import static io.github.arc2faceij.TinyPictures.model;
import static io.github.arc2faceij.TinyPictures.pixels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.weights.DataType;
import io.github.arc2faceij.weights.WeightForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model gives the same pixels in every form in which diffusers and transformers save it. */
class ModelFormsTest {

    private static final List<String> DIFFUSERS = List.of(UNET, CONTROLNET, VAE);

    @TempDir
    static Path shared;

    private static byte[] expected;

    @TempDir
    Path folder;

    @BeforeAll
    static void plainFolder() {
        expected = pixels(model(shared));
    }

    @Test
    void safetensorsMayBeTorchZipsAndTheOtherWayRound() {
        Path model = model(folder);
        DIFFUSERS.forEach(file -> WeightForms.save(model.resolve(file), "diffusion_pytorch_model.bin"));
        WeightForms.save(model.resolve(ENCODER), "model.safetensors");
        WeightForms.save(model.resolve(LORA), "pytorch_lora_weights.bin");
        assertArrayEquals(expected, pixels(model));
    }

    @Test
    void shardsOfSafetensors() {
        Path model = model(folder);
        DIFFUSERS.forEach(file -> WeightForms.shard(
                model.resolve(file),
                "diffusion_pytorch_model-0000%d-of-00002.safetensors",
                "diffusion_pytorch_model.safetensors.index.json"));
        WeightForms.shard(model.resolve(ENCODER), "model-0000%d-of-00002.safetensors", "model.safetensors.index.json");
        assertArrayEquals(expected, pixels(model));
    }

    @Test
    void shardsOfTorchZips() {
        Path model = model(folder);
        DIFFUSERS.forEach(file -> WeightForms.shard(
                model.resolve(file),
                "diffusion_pytorch_model-0000%d-of-00002.bin",
                "diffusion_pytorch_model.bin.index.json"));
        WeightForms.shard(model.resolve(ENCODER), "pytorch_model-0000%d-of-00002.bin", "pytorch_model.bin.index.json");
        assertArrayEquals(expected, pixels(model));
    }

    @Test
    void theVariantFp16() throws IOException {
        Path plain = model(folder.resolve("plain"), DataType.F16);
        Path variant = model(folder.resolve("variant"), DataType.F16);
        for (String file : DIFFUSERS) {
            Files.move(
                    variant.resolve(file),
                    variant.resolve(file).resolveSibling("diffusion_pytorch_model.fp16.safetensors"));
        }
        WeightForms.save(variant.resolve(ENCODER), "model.fp16.safetensors");
        byte[] half = pixels(plain);
        assertArrayEquals(half, pixels(variant));
        assertFalse(Arrays.equals(expected, half), "the halves were not read");
    }

    @Test
    void shardsOfTheVariantFp16UnderBothNamesOfTheirIndex() {
        Path plain = model(folder.resolve("plain"), DataType.F16);
        Path variant = model(folder.resolve("variant"), DataType.F16);
        WeightForms.shard(
                variant.resolve(UNET),
                "diffusion_pytorch_model-0000%d-of-00002.fp16.safetensors",
                "diffusion_pytorch_model.safetensors.index.fp16.json");
        WeightForms.shard(
                variant.resolve(VAE),
                "diffusion_pytorch_model.fp16-0000%d-of-00002.safetensors",
                "diffusion_pytorch_model.safetensors.fp16.index.json");
        assertArrayEquals(pixels(plain), pixels(variant));
    }

    @Test
    void aCheckpointOfATraining() {
        Path model = model(folder);
        WeightForms.saveCheckpoint(model.resolve(UNET), "diffusion_pytorch_model.bin");
        WeightForms.saveCheckpoint(model.resolve(ENCODER), "pytorch_model.bin");
        assertArrayEquals(expected, pixels(model));
    }

    @Test
    void theFingerprintIsThatOfTheFilesThatAreRead() {
        Path model = model(folder);
        String before = new ModelFolder(model).fingerprint();
        WeightForms.shard(
                model.resolve(UNET),
                "diffusion_pytorch_model-0000%d-of-00002.safetensors",
                "diffusion_pytorch_model.safetensors.index.json");
        String sharded = new ModelFolder(model).fingerprint();
        assertNotEquals(before, sharded);
        WeightForms.spoil(
                model.resolve("arc2face/diffusion_pytorch_model-00002-of-00002.safetensors"), "conv_out.bias", 1);
        assertNotEquals(sharded, new ModelFolder(model).fingerprint());
    }
}
