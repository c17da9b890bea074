package io.github.arc2faceij.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.models.download.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases of small jars, read as the updater reads them. */
class UpdateSiteTest {

    private static final Clock MONDAY = clock("2026-11-23T07:08:09Z");
    private static final Clock TUESDAY = clock("2026-11-24T10:11:12Z");

    @TempDir
    private Path folder;

    private UpdateSite site;
    private LoopbackServer server;
    private URI address;

    @BeforeEach
    void serve() throws IOException {
        site = new UpdateSite(folder.resolve("site"));
        server = SiteServer.of(folder.resolve("site"));
        address = server.address("/");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aFileIsThereUnderItsPathAndTimestamp() throws IOException {
        site.release(List.of(release("jars/a-1.0.jar", "a")), MONDAY);
        OfferedFile file = OfferedFile.read(address).get("jars/a.jar");
        assertEquals("jars/a-1.0.jar", file.path);
        assertEquals(20261123070809L, file.timestamp);
        Path stored = folder.resolve("site/jars/a-1.0.jar-20261123070809");
        assertEquals(Files.size(stored), file.size);
        assertEquals(JarChecksum.of(stored), file.checksum);
        assertEquals(List.of(), file.oldVersions);
    }

    @Test
    void theUpdaterShowsWhatIsKnown() throws IOException {
        About about = new About(
                List.of("Faces"),
                "A < B & \u00e4",
                List.of("jars/a.jar"),
                List.of("https://example.org"),
                List.of("Me"));
        Path jar = Jars.write(folder.resolve("plugin.jar"), "plugin");
        site.release(List.of(new Release("plugins/B_.jar", jar, about)), MONDAY);
        OfferedFile file = OfferedFile.read(address).get("plugins/B_.jar");
        assertEquals(
                Map.of(
                        "category",
                        "Faces",
                        "description",
                        "A < B & \u00e4",
                        "link",
                        "https://example.org",
                        "author",
                        "Me"),
                file.texts);
        assertEquals(List.of("jars/a.jar"), file.dependencies);
    }

    @Test
    void whatIsUnchangedKeepsItsTimestamp() throws IOException {
        site.release(List.of(release("jars/a-1.0.jar", "a"), release("jars/b-1.0.jar", "b")), MONDAY);
        site.release(List.of(release("jars/a-1.0.jar", "a"), release("jars/b-1.0.jar", "other")), TUESDAY);
        Map<String, OfferedFile> files = OfferedFile.read(address);
        assertEquals(20261123070809L, files.get("jars/a.jar").timestamp);
        assertEquals(List.of(), files.get("jars/a.jar").oldVersions);
        assertEquals(20261124101112L, files.get("jars/b.jar").timestamp);
    }

    @Test
    void anObsoleteVersionStaysListed() throws IOException {
        site.release(List.of(release("jars/a-1.0.jar", "a")), MONDAY);
        String checksum = OfferedFile.read(address).get("jars/a.jar").checksum;
        site.release(List.of(release("jars/a-2.0.jar", "new")), TUESDAY);
        OfferedFile file = OfferedFile.read(address).get("jars/a.jar");
        assertEquals("jars/a-2.0.jar", file.path);
        assertEquals(
                List.of(Map.of(
                        "filename", "jars/a-1.0.jar",
                        "checksum", checksum,
                        "timestamp", "20261123070809",
                        "timestamp-obsolete", "20261124101112")),
                file.oldVersions);
        assertTrue(Files.exists(folder.resolve("site/jars/a-1.0.jar-20261123070809")));
    }

    @Test
    void aWithdrawnFileStaysListedWithoutACurrentVersionAndMayComeBack() throws IOException {
        site.release(List.of(release("jars/a-1.0.jar", "a")), MONDAY);
        site.release(List.of(), TUESDAY);
        OfferedFile gone = OfferedFile.read(address).get("jars/a.jar");
        assertFalse(gone.isOffered());
        assertEquals(1, gone.oldVersions.size());
        site.release(List.of(release("jars/a-1.0.jar", "a")), clock("2026-11-25T00:00:00Z"));
        OfferedFile back = OfferedFile.read(address).get("jars/a.jar");
        assertEquals(20261125000000L, back.timestamp);
        assertEquals(gone.oldVersions, back.oldVersions);
    }

    @Test
    void aFolderThatHasOnlyTheIndexIsFilledUnderTheOldTimestamps() throws IOException {
        site.release(List.of(release("jars/a-1.0.jar", "a")), MONDAY);
        Path stored = folder.resolve("site/jars/a-1.0.jar-20261123070809");
        Files.delete(stored);
        site.release(List.of(release("jars/a-1.0.jar", "a")), TUESDAY);
        assertTrue(Files.exists(stored));
    }

    @Test
    void aDamagedIndexIsNotOverwritten() throws IOException {
        Path index = Files.createDirectories(folder.resolve("site")).resolve("db.xml.gz");
        Files.writeString(index, "<html>404</html>");
        assertThrows(IOException.class, () -> site.release(List.of(release("jars/a.jar", "a")), MONDAY));
        assertEquals("<html>404</html>", Files.readString(index));
    }

    @Test
    void theUpdaterReplacesAnOldVersionAndRemovesAll() throws IOException {
        Path imageJ = Jars.write(folder.resolve("ImageJ/ij.jar"), "ImageJ").getParent();
        UpdaterClient client = new UpdaterClient(imageJ, "linux64");
        site.release(List.of(release("jars/a-1.0.jar", "a"), release("jars/win64/b.jar", "b")), MONDAY);
        client.add(address);
        assertEquals(List.of("ij.jar", "jars/a-1.0.jar"), client.installed());
        site.release(List.of(release("jars/a-2.0.jar", "new"), release("jars/linux64/c.jar", "c")), TUESDAY);
        client.add(address);
        assertEquals(List.of("ij.jar", "jars/a-2.0.jar", "jars/linux64/c.jar"), client.installed());
        client.remove(address);
        assertEquals(List.of("ij.jar"), client.installed());
    }

    @Test
    void librariesComeToTheirPlatformOnlyAndGoAgain() throws IOException {
        Path library = Files.writeString(folder.resolve("library"), "native code");
        String ours = "lib/linux64/arc2face/onnxruntime_ep_webgpu-0.4.0-linux.whl";
        site.release(
                List.of(
                        new Release(ours, library, About.NOTHING),
                        new Release("lib/win64/arc2face/onnxruntime_ep_webgpu-0.4.0-win.whl", library, About.NOTHING)),
                MONDAY);
        Path imageJ = Jars.write(folder.resolve("ImageJ/ij.jar"), "ImageJ").getParent();
        UpdaterClient client = new UpdaterClient(imageJ, "linux64");
        client.add(address);
        assertEquals(List.of("ij.jar", ours), client.installed());
        assertEquals("native code", Files.readString(imageJ.resolve(ours)));
        client.add(address);
        client.remove(address);
        assertEquals(List.of("ij.jar"), client.installed());
    }

    /** The number is that of imagej-updater's UpdaterUtil.getDigest for the same file. */
    @Test
    void whatIsNoJarHasTheSha1OfItsPathAndBytes() throws IOException {
        Path library = Files.writeString(folder.resolve("library"), "native code");
        assertEquals("826380404b72a92819c27b54b87423f8c1d8b74c", Checksum.of("lib/linux64/libwebgpu.so", library));
    }

    @Test
    void theUpdaterRefusesADamagedDownload() throws IOException {
        Path imageJ = Files.createDirectories(folder.resolve("ImageJ"));
        site.release(List.of(release("jars/a-1.0.jar", "aaa")), MONDAY);
        Jars.write(folder.resolve("site/jars/a-1.0.jar-20261123070809"), "bbb");
        UpdaterClient client = new UpdaterClient(imageJ, "linux64");
        IOException e = assertThrows(IOException.class, () -> client.add(address));
        assertTrue(e.getMessage().startsWith("Incorrect checksum"), e.getMessage());
    }

    private Release release(String path, String content) throws IOException {
        Path jar = folder.resolve("releases").resolve(path.replace('/', '_') + content);
        return new Release(path, Jars.write(jar, content), About.NOTHING);
    }

    private static Clock clock(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }
}
