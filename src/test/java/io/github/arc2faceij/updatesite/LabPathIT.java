package io.github.arc2faceij.updatesite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.PluginClassLoader;
import io.github.arc2faceij.models.download.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A laboratory's path: the folder of a plain ImageJ, ImageJ's own site and this one over HTTP, nothing else. What runs is
 * started afresh from that folder, with its jars only.
 */
class LabPathIT {

    @TempDir
    private static Path folder;

    private static LoopbackServer imageJServer;
    private static LoopbackServer server;
    private static Path imageJ;
    private static List<String> installed;

    @BeforeAll
    static void install() throws IOException, URISyntaxException {
        Path jars = Lab.collectJars(folder.resolve("collected"));
        new UpdateSite(folder.resolve("imagej")).release(fijisJars(jars), Clock.systemUTC());
        imageJServer = SiteServer.of(folder.resolve("imagej"));
        UpdateSite site = new UpdateSite(folder.resolve("arc2face"));
        site.release(Layout.of(Lab.plugin(), About.NOTHING, jars, folder.resolve("parts")), Clock.systemUTC());
        site.offerMenu(Lab.menu());
        server = SiteServer.of(folder.resolve("arc2face"));
        imageJ = plainImageJ("ImageJ f\u00fcr alle");
        UpdaterClient client = client(imageJ);
        client.add(site());
        installed = client.installed();
        try (InputStream menu = site().resolve(Layout.MENU).toURL().openStream()) {
            Files.copy(menu, imageJ.resolve("plugins/Arc2Face_Menu.jar"));
        }
    }

    @AfterAll
    static void close() {
        imageJServer.close();
        server.close();
    }

    @Test
    void theUpdaterInstallsThisPlatformsFilesAndWhatTheyNeed() {
        List<String> unversioned = installed.stream().map(IndexEntry::key).toList();
        assertTrue(unversioned.containsAll(Layout.IN_FIJI), unversioned.toString());
        assertTrue(unversioned.contains(Layout.PLUGIN), unversioned.toString());
        String own = "jars/" + Lab.platform().updaterName() + "/";
        assertEquals(
                4, unversioned.stream().filter(path -> path.startsWith(own)).count());
        assertTrue(unversioned.stream().allMatch(path -> path.startsWith(own) || path.split("/").length <= 2));
    }

    @Test
    void theUpdaterRemovesAllThatTheSiteBrought() throws IOException, URISyntaxException {
        Path other = plainImageJ("other");
        UpdaterClient client = client(other);
        client.add(site());
        client.remove(site());
        List<String> fromImageJ = new ArrayList<>(List.of("ij.jar"));
        fromImageJ.addAll(Layout.IN_FIJI.stream().sorted().toList());
        assertEquals(
                fromImageJ, client.installed().stream().map(IndexEntry::key).toList());
    }

    /** ImageJ takes any entry whose name ends so; in Fiji, which has the commands, each would be told at every start. */
    @Test
    void onlyTheMenusJarHasEntriesForPlainImageJ() throws IOException {
        try (JarFile plugin = new JarFile(Lab.plugin().toFile());
                JarFile menu = new JarFile(Lab.menu().toFile())) {
            assertTrue(plugin.stream().noneMatch(entry -> entry.getName().endsWith("plugins.config")));
            assertNotNull(menu.getEntry("plugins.config"));
        }
    }

    /** One of them is German: its decimals have a comma. Both unpack the bundled model, which is not there yet. */
    @Test
    void twoAtOnceUnderAHomeWithBlankAndUmlautMakeTheSamePictures() throws IOException {
        Path home = Files.createDirectories(folder.resolve("J\u00f6rg M\u00fcller"));
        Path german = Lab.project(folder.resolve("Gesichter f\u00fcr J\u00f6rg"));
        Path english = Lab.project(folder.resolve("faces"));
        Map<String, String> before = state(imageJ);
        CompletableFuture<String> first =
                Lab.quickStart(imageJ, home, german, "-Duser.language=de", "-Duser.country=DE");
        CompletableFuture<String> second =
                Lab.quickStart(imageJ, home, english, "-Duser.language=en", "-Duser.country=US");
        assertTrue(first.join().contains("Wrote " + german), first.join());
        assertTrue(second.join().contains("Wrote " + english), second.join());
        assertFalse((first.join() + second.join()).contains("WARNING"), "Java says nothing of native code");
        assertSamePictures(german, english);
        assertEquals(before, state(imageJ), "ImageJ's folder may be read-only");
        try (Stream<Path> files = Files.list(home.resolve(".arc2face"))) {
            List<String> names = files.map(file -> file.getFileName().toString().replaceFirst("-\\w{8}$", ""))
                    .sorted()
                    .toList();
            assertEquals(List.of("arc2face-mini", "head"), names);
        }
    }

    private static void assertSamePictures(Path german, Path english) throws IOException {
        for (int i = 1; i <= 4; i++) {
            String picture = "first-picture/face-" + i + ".png";
            assertArrayEquals(
                    Files.readAllBytes(german.resolve(picture)), Files.readAllBytes(english.resolve(picture)));
        }
    }

    /** ImageJ's own loader, as it works behind the menus of a plain ImageJ with windows. */
    @Test
    void plainImageJFindsTheFolderOfThePlatform() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (PluginClassLoader loader =
                new PluginClassLoader(imageJ.resolve("plugins").toString(), true)) {
            String library = System.mapLibraryName("onnxruntime");
            assertNotNull(loader.getResource(Lab.platform().onnxRuntimeFolder() + library));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Fiji's launcher does so for JavaFX, and Java does not start when a module there has no name, or two have one. */
    @Test
    void theFolderOfThePlatformMayBeOnTheModulePath() {
        Path natives = imageJ.resolve("jars").resolve(Lab.platform().updaterName());
        assertEquals(4, ModuleFinder.of(natives).findAll().size());
    }

    private static List<Release> fijisJars(Path jars) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(jar -> new Release("jars/" + jar.getFileName(), jar, About.NOTHING))
                    .filter(release -> Layout.IN_FIJI.contains(IndexEntry.key(release.path())))
                    .toList();
        }
    }

    private static Path plainImageJ(String name) throws IOException, URISyntaxException {
        Path root = Files.createDirectories(folder.resolve(name));
        Files.createDirectory(root.resolve("plugins"));
        Files.copy(Lab.ij(), root.resolve("ij.jar"));
        return root;
    }

    private static UpdaterClient client(Path root) throws IOException {
        UpdaterClient client = new UpdaterClient(root, Lab.platform().updaterName());
        client.know(imageJServer.address("/"));
        return client;
    }

    private static URI site() {
        return server.address("/");
    }

    /** All files and folders with size and time of their last change. */
    private static Map<String, String> state(Path root) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                state.put(root.relativize(file).toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return state;
    }
}
