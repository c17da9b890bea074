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
