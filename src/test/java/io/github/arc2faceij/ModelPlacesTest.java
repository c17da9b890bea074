package io.github.arc2faceij;

import static io.github.arc2faceij.TinyPictures.LORA;
import static io.github.arc2faceij.TinyPictures.UNET;
import static io.github.arc2faceij.TinyPictures.model;
import static io.github.arc2faceij.TinyPictures.pixels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.request.Adapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model gives the same pixels wherever it lies: in the cache of Hugging Face's hub, in folders of any name. */
class ModelPlacesTest {

    @TempDir
    static Path shared;

    private static Path plain;
    private static byte[] expected;

    @TempDir
    Path folder;

    @BeforeAll
    static void plainFolder() {
        plain = model(shared);
        expected = pixels(plain);
    }

    @Test
    void aCacheOfHuggingFace() throws IOException {
        Path cache = cached(plain, folder.resolve("models--somebody--a-model"));
        Path snapshot = cache.resolve("snapshots/0123abc");
        assertArrayEquals(expected, pixels(snapshot));
        assertArrayEquals(expected, pixels(cache));
        assertEquals("somebody/a-model", new ModelFolder(cache).name());
        assertEquals(new ModelFolder(snapshot), new ModelFolder(cache));
        assertEquals(new ModelFolder(plain).fingerprint(), new ModelFolder(cache).fingerprint());
    }

    @Test
    void aCacheOfHuggingFaceWithSeveralSnapshotsMustSayWhichIsMain() throws IOException {
        Path cache = cached(plain, folder.resolve("models--somebody--a-model"));
        Files.createDirectory(cache.resolve("snapshots/older"));
        assertEquals(cache.resolve("snapshots/0123abc"), new ModelFolder(cache).root());
        Files.delete(cache.resolve("refs/main"));
        String message = assertThrows(Arc2FaceException.class, () -> new ModelFolder(cache))
                .getMessage();
        assertTrue(message.contains("holds 2 snapshots"), message);
    }

    @Test
    void aLinkToABlobThatIsNotThereIsNamed() throws IOException {
        Path cache = cached(plain, folder.resolve("models--somebody--a-model"));
        Path blob = cache.resolve("snapshots/0123abc").resolve(UNET).toRealPath();
        Files.delete(blob);
        String message = assertThrows(Arc2FaceException.class, () -> new ModelFolder(cache))
                .getMessage();
        assertTrue(message.contains(UNET + " (a link to "), message);
        assertTrue(message.contains(blob.getFileName() + ", which is not there)"), message);
    }

    @Test
    void aFolderWithCharactersOutsideTheBasicPlane() throws IOException {
        assertArrayEquals(expected, pixels(model(named("\uD83D\uDE42 models \u00e4\u6f22"))));
    }

    @Test
    void aLoraInAFolderWithCharactersOutsideTheBasicPlane() throws IOException {
        Path lora = named("\uD83D\uDE42").resolve("\uD840\uDC00.safetensors");
        Files.copy(plain.resolve(LORA), lora);
        Adapters own = Adapters.NONE.forDistilledModel().withLora(new Lora(lora, 1));
        assertArrayEquals(expected, pixels(plain, own));
    }

    /** As huggingface_hub lays it out: the contents in blobs, the names as relative links to them. */
    private static Path cached(Path model, Path cache) throws IOException {
        Path snapshot = cache.resolve("snapshots/0123abc");
        Path blobs = Files.createDirectories(cache.resolve("blobs"));
        Files.createDirectories(cache.resolve("refs"));
        Files.writeString(cache.resolve("refs/main"), "0123abc");
        try (Stream<Path> found = Files.walk(model)) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            for (int i = 0; i < files.size(); i++) {
                Path blob = Files.copy(files.get(i), blobs.resolve(String.format("%040x", i)));
                Path link = snapshot.resolve(model.relativize(files.get(i)).toString());
                Files.createDirectories(link.getParent());
                link(link, link.getParent().relativize(blob));
            }
        }
        return cache;
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException | UnsupportedOperationException e) {
            abort("this user may make no links here: " + e);
        }
    }

    private Path named(String name) throws IOException {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (InvalidPathException e) {
            return abort("Java was started in a language that cannot spell the name: " + e);
        }
    }
}
