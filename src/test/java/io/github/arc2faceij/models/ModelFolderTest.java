package io.github.arc2faceij.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    @TempDir
    Path folder;

    @Test
    void aMissingFolderIsNamed() {
        Path nowhere = folder.resolve("nowhere");
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> new ModelFolder(nowhere));
        assertTrue(e.getMessage().contains(nowhere.toString()), e.getMessage());
    }

    @Test
    void everyMissingFileIsNamedAndNoOther() throws IOException {
        Files.createDirectories(folder.resolve("arc2face"));
        Files.writeString(folder.resolve("arc2face/config.json"), "{}");
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> new ModelFolder(folder));
        assertTrue(e.getMessage().contains("vae/config.json, vae/diffusion_pytorch_model.safetensors"), e.getMessage());
        assertFalse(e.getMessage().contains("arc2face/config.json"), e.getMessage());
        assertTrue(
                e.getMessage()
                        .contains("The plugin looked for diffusion_pytorch_model.safetensors.index.json, diffusion"),
                e.getMessage());
        assertTrue(e.getMessage().contains("The plugin looked for model.safetensors, "), e.getMessage());
    }

    @Test
    void theKindIsFoundFromTheFolders() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15", "face", "sd15-text");
        assertEquals(ModelKind.ARC2FACE, new ModelFolder(folder).kind());
        ModelFolder texts = new ModelFolder(folder.resolve("stable-diffusion-v1-5"));
        assertEquals(ModelKind.STABLE_DIFFUSION, texts.kind());
        assertEquals(texts.root().resolve("unet"), texts.unet());
        assertEquals(ModelFolder.bundled().root(), texts.smallFaceNetworks());
        Files.delete(texts.encoder().resolve("model.safetensors"));
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> new ModelFolder(texts.root()));
        assertTrue(e.getMessage().contains("lacks text_encoder/pytorch_model.bin."), e.getMessage());
    }

    @Test
    void stableDiffusionXlIsRefused() throws IOException {
        PublishedLayout.fill(folder, "sd15-text");
        Path model = folder.resolve("stable-diffusion-v1-5");
        Files.createDirectories(model.resolve("text_encoder_2"));
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> new ModelFolder(model));
        assertTrue(e.getMessage().contains("Stable Diffusion XL"), e.getMessage());
    }

    @Test
    void whatInstallModelsBringsIsAModel() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15", "face");
        ModelFolder model = new ModelFolder(folder);
        assertTrue(model.hasAntelope());
        assertEquals(folder.resolve("antelopev2/arcface.onnx"), model.arcFace());
        assertTrue(Files.exists(model.antelope().resolve("scrfd_10g_bnkps.onnx")));
    }

    @Test
    void theRecogniserMayLieBesideAntelope() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15", "face");
        Files.move(folder.resolve("antelopev2/arcface.onnx"), folder.resolve("arcface.onnx"));
        assertEquals(folder.resolve("arcface.onnx"), new ModelFolder(folder).arcFace());
    }

    @Test
    void theContourIsNotNeeded() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15", "face");
        Files.delete(folder.resolve("antelopev2/2d106det.onnx"));
        assertTrue(new ModelFolder(folder).hasAntelope());
    }

    @Test
    void glintr100DoesNotTakeTheRecognisersPlace() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15", "face");
        Files.move(folder.resolve("antelopev2/arcface.onnx"), folder.resolve("antelopev2/glintr100.onnx"));
        assertRefused("lacks antelopev2/arcface.onnx. The glintr100.onnx in antelopev2 is another recogniser");
    }

    @Test
    void twoRecognisersAreOneTooMany() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15", "face");
        Files.writeString(folder.resolve("recognizer.onnx"), "another");
        assertRefused("holds two recognisers, recognizer.onnx and antelopev2/arcface.onnx");
    }

    @Test
    void withoutFaceNetworksBothKindsAreOffered() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15");
        assertRefused("lacks detector.onnx, landmarks68.onnx, recognizer.onnx. You can use the folder antelopev2 with"
                + " arcface.onnx instead of the last three.");
    }

    @Test
    void theFingerprintTellsTheRecogniser() throws IOException {
        PublishedLayout.fill(folder, "arc2face", "sd15", "face");
        String before = new ModelFolder(folder).fingerprint();
        Files.writeString(folder.resolve("antelopev2/arcface.onnx"), "another");
        assertNotEquals(before, new ModelFolder(folder).fingerprint());
    }

    private void assertRefused(String clause) {
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> new ModelFolder(folder));
        assertTrue(e.getMessage().contains(clause), e.getMessage());
    }

    @Test
    void fingerprintFollowsContentAndNotPlace() throws IOException {
        Path a = Files.createDirectory(folder.resolve("a"));
        Path b = Files.createDirectory(folder.resolve("b"));
        byte[] content = new byte[3_000_000];
        Files.write(a.resolve("w"), content);
        Files.write(b.resolve("w"), content);
        String before = Fingerprint.of(List.of("w"), a);
        assertEquals(before, Fingerprint.of(List.of("w"), b));
        content[content.length - 1] = 1;
        Files.write(b.resolve("w"), content);
        assertNotEquals(before, Fingerprint.of(List.of("w"), b));
    }
}
