package io.github.arc2faceij.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.drew.metadata.Metadata;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected values were computed by UpdaterUtil.getDigest of imagej-updater 2.0.3. */
class JarChecksumTest {

    @TempDir
    private Path folder;

    @Test
    void aPublishedJar() throws IOException, URISyntaxException {
        Path jar = Path.of(Metadata.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertEquals("metadata-extractor-2.19.0.jar", jar.getFileName().toString());
        assertEquals("2f6c8ad515a50266a5cb4c43d9671f0079ec34d5", JarChecksum.of(jar));
    }

    @Test
    void commentsManifestsFoldersAndForeignLetters() throws IOException {
        assertEquals(
                "742e70b51b17ec9e40a962dda7e15bd877f88c28", JarChecksum.of(odd("Created-By: me\n", "#a comment\n")));
    }

    @Test
    void anotherDateOrManifestIsTheSameJar() throws IOException {
        assertEquals(
                "742e70b51b17ec9e40a962dda7e15bd877f88c28",
                JarChecksum.of(odd("Built-By: you\nCreated-By: you\n", "#Mon Nov 23\n")));
    }

    @Test
    void anotherValueIsNot() throws IOException {
        assertNotEquals("742e70b51b17ec9e40a962dda7e15bd877f88c28", JarChecksum.of(odd("", "key0=0\n")));
    }

    private Path odd(String manifest, String comment) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + manifest + "Main-Class: a.B\n");
        entries.put("b.properties", comment + "key=1\n\n#kept\n#dropped\n#\n#after an empty comment\nlast#=2");
        entries.put("a/", "");
        entries.put("a/B.class", "class");
        entries.put("a.properties", "## two\r\n#three\nx=y\n#open end");
        entries.put("\u00e4.txt", "umlaut");
        return Jars.write(folder.resolve("odd.jar"), entries);
    }
}
