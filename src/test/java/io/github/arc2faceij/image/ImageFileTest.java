package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {

    @Test
    void whatIsSavedBesidePicturesIsNoPictureOfAFolder(@TempDir Path folder) throws IOException {
        Files.copy(Path.of("test-images/astronaut.png"), folder.resolve("photo.png"));
        Files.write(folder.resolve("damaged.tif"), new byte[8]);
        List<String> others = List.of(
                "faces.npy",
                "FACES.NPY",
                "contact-sheet.png",
                "faces.npy.json",
                "space.npz",
                "recipe.json",
                "faces.csv",
                "a.tif.1.part");
        for (String other : others) {
            Files.write(folder.resolve(other), new byte[300]);
        }
        assertEquals(List.of("damaged.tif", "photo.png"), names(ImageFile.inFolder(folder)));
        assertEquals(List.of("damaged.tif", "faces.npy", "photo.png"), names(ImageFile.inFolder(folder, ".npy")));
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
