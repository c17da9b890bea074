package io.github.arc2faceij.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.models.download.LoopbackServer;
import io.github.arc2faceij.models.download.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.imagej.updater.FileObject;
import net.imagej.updater.FileObject.Action;
import net.imagej.updater.FilesCollection;
import net.imagej.updater.Installer;
import net.imagej.updater.util.StderrProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ImageJ's own updater on a site as the profile update-site makes it: two versions, a broken line, uninstalling. */
class RealUpdaterIT {

    private static final String SITE = "Arc2Face";
    private static final String OPENCV = "jars/opencv-4.9.0-1.5.10.jar";
    private static final String NEWER_OPENCV = "jars/opencv-4.13.0-1.5.13.jar";
    private static final String FORMER = "jars/former-1.0.jar";

    @TempDir
    private Path folder;

    private Path imageJ;
    private UpdateSite site;
    private LoopbackServer server;
    private volatile boolean lineBreaks;

    @BeforeEach
    void firstVersion() throws IOException {
        imageJ = Files.createDirectories(folder.resolve("ImageJ"));
        site = new UpdateSite(folder.resolve("site"));
        release("2026-01-01T12:00:00Z", Map.of(Layout.PLUGIN, "1", OPENCV, "4.9", natives(), "ort", FORMER, "former"));
        server = LoopbackServer.http((request, client) -> {
            Path file = folder.resolve("site").resolve(request.target().substring(1));
            if (!Files.isRegularFile(file)) {
                Reply.status(404).send(client);
            } else if (lineBreaks && request.target().contains("Arc2Face_.jar")) {
                Reply.ok(Files.readAllBytes(file)).send(client, (int) Files.size(file) / 2);
            } else {
                Reply.ok(Files.readAllBytes(file)).send(client);
            }
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theSecondVersionTakesTheFirstOnesPlace() throws Exception {
        update();
        assertEquals(contents("1", OPENCV, "4.9", true), installed());
        secondVersion();
        update();
        assertEquals(contents("2", NEWER_OPENCV, "4.13", false), installed());
    }

    @Test
    void whereTheLineBreaksTheFirstVersionStaysAndTheNextTrySucceeds() throws Exception {
        update();
        secondVersion();
        lineBreaks = true;
        assertThrows(Exception.class, this::download);
        assertEquals(contents("1", OPENCV, "4.9", true), installed());
        lineBreaks = false;
        update();
        assertEquals(contents("2", NEWER_OPENCV, "4.13", false), installed());
    }

    /** The updater leaves it where ImageJ's next start takes it from. */
    @Test
    void halfAFileThatWasPutInPlaceIsReplaced() throws Exception {
        update();
        secondVersion();
        lineBreaks = true;
        assertThrows(Exception.class, this::download);
        restart();
        lineBreaks = false;
        update();
        assertEquals(contents("2", NEWER_OPENCV, "4.13", false), installed());
    }

    @Test
    void uninstallingLeavesNothing() throws Exception {
        update();
        FilesCollection files = known();
        for (FileObject file : files.forUpdateSite(SITE)) {
            if (file.getStatus() == FileObject.Status.INSTALLED) {
                file.setAction(files, Action.UNINSTALL);
            }
        }
        start(files);
        restart();
        assertEquals(Map.of(), installed());
    }

    private void secondVersion() throws IOException {
        release("2026-02-01T12:00:00Z", Map.of(Layout.PLUGIN, "2", NEWER_OPENCV, "4.13", natives(), "ort"));
    }

    private void release(String instant, Map<String, String> files) throws IOException {
        List<Release> releases = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path jar = Files.createTempDirectory(folder, "jar").resolve("a.jar");
            releases.add(new Release(file.getKey(), Jars.write(jar, file.getValue()), About.NOTHING));
        }
        site.release(releases, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    private static String natives() {
        return "jars/" + Lab.platform().updaterName() + "/onnxruntime-1.29.0.jar";
    }

    /** Downloads what there is to come, and starts ImageJ again. */
    private void update() throws Exception {
        download();
        restart();
    }

    private void download() throws Exception {
        FilesCollection files = known();
        for (FileObject file : files.forUpdateSite(SITE, true)) {
            if (file.isObsolete()) {
                file.setFirstValidAction(files, Action.UNINSTALL);
            } else {
                file.setFirstValidAction(files, Action.UPDATE, Action.INSTALL);
            }
        }
        start(files);
    }

    private static void start(FilesCollection files) throws Exception {
        Installer installer = new Installer(files, new StderrProgress(80));
        installer.start();
        files.write();
    }

    private FilesCollection known() throws Exception {
        FilesCollection files = new FilesCollection(imageJ.toFile());
        files.removeUpdateSite(FilesCollection.DEFAULT_UPDATE_SITE);
        files.addUpdateSite(SITE, server.address("/").toString(), null, null, 0);
        assertEquals("", files.downloadIndexAndChecksum(new StderrProgress(80)));
        return files;
    }

    private void restart() throws IOException {
        new Installer(new FilesCollection(imageJ.toFile()), null).moveUpdatedIntoPlace();
    }

    private static Map<String, String> contents(String plugin, String opencv, String version, boolean former) {
        Map<String, String> contents = new TreeMap<>();
        contents.put(Layout.PLUGIN, plugin);
        contents.put(opencv, version);
        contents.put(natives(), "ort");
        if (former) {
            contents.put(FORMER, "former");
        }
        return contents;
    }

    /** What lies in ImageJ's folder, apart from what is to come. */
    private Map<String, String> installed() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(imageJ)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                String path = imageJ.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith("update/")) {
                    try (JarFile jar = new JarFile(file.toFile())) {
                        contents.put(
                                path,
                                new String(jar.getInputStream(jar.getEntry("content.txt"))
                                        .readAllBytes()));
                    }
                }
            }
        }
        return contents;
    }
}
