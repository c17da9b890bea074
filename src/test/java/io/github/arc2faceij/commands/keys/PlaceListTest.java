package io.github.arc2faceij.commands.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.arc2faceij.commands.OpenImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceListTest {

    @TempDir
    private Path folder;

    @Test
    void placesAreSeparatedBySemicolons() {
        assertEquals(List.of("a.png, face 2", "b.png"), PlaceList.of(" a.png, face 2;b.png ;"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", ";", " ; ;"})
    void nothingIsNoPlace(String text) {
        assertEquals(List.of(), PlaceList.of(text));
    }

    @Test
    void filesMayHaveSemicolonsInTheirNames() throws IOException {
        Path file = Files.createFile(
                Files.createDirectory(folder.resolve("me; you")).resolve("we;two.npy"));
        Path plain = Files.createFile(folder.resolve("plain.npy"));
        assertEquals(
                List.of(file + ", row 2", plain.toString(), "x", file.toString()),
                PlaceList.of(file + ", row 2; " + plain + ";x; " + file));
    }

    @Test
    void soMayOpenImages() {
        try (OpenImages open = new OpenImages()) {
            open.open("you; me", new ImagePlus("", new ColorProcessor(4, 4)));
            assertEquals(List.of("you", "you; me, face 2", "me"), PlaceList.of("you;you; me, face 2;me"));
        }
    }

    /** The message about it then names the parts. */
    @Test
    void whatIsNowhereIsSeparated() {
        String place = folder.resolve("a;b.npy").toString();
        assertEquals(List.of(place.split(";")), PlaceList.of(place));
    }
}
