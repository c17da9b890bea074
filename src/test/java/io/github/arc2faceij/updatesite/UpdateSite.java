package io.github.arc2faceij.updatesite;

import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.device.library.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder that a web server offers to ImageJ's updater: the index {@code db.xml.gz}, and each file as
 * {@code path-timestamp}. Versions stay listed, and their files stay, when others take their place.
 */
final class UpdateSite {

    private final Path folder;

    /** A site in a folder that exists or can be made, with an index of earlier releases or without. */
    UpdateSite(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a release of the site from what Maven built and collected.
     *
     * @param arguments the plugin's jar, that of its menu in plain ImageJ, the folder of the jars for all platforms, the
     *     site's folder, the plugin's description, web page and author, and the command that starts Python
     * @throws IOException when a file cannot be read or written, or pip does not get a wheel
     */
    public static void main(String[] arguments) throws IOException {
        About about =
                new About(List.of("Faces"), arguments[4], List.of(), List.of(arguments[5]), List.of(arguments[6]));
        Path jars = Path.of(arguments[2]);
        Path scratch = jars.resolveSibling("update-site-parts");
        Map<Wheel, Path> wheels = WheelDownload.into(jars.resolveSibling("update-site-wheels"), arguments[7]);
        List<Release> releases = Layout.of(Path.of(arguments[0]), about, jars, scratch);
        releases.addAll(Layout.library(ProviderLibrary.WEBGPU, wheels));
        Path folder = Path.of(arguments[3]);
        UpdateSite site = new UpdateSite(folder);
        site.release(releases, Clock.systemUTC());
        site.offerMenu(Path.of(arguments[1]));
        new UpdateSite(folder.resolve(Layout.CUDA)).release(Layout.cuda(jars, scratch), Clock.systemUTC());
        new UpdateSite(folder.resolve(Layout.OPENVINO))
                .release(Layout.library(ProviderLibrary.OPENVINO, wheels), Clock.systemUTC());
        System.out.println("The update site of " + releases.size() + " files and its two parts are in " + folder + ".");
    }

    /** Puts the menu for plain ImageJ where a browser fetches it: the updater, which serves Fiji, is not told of it. */
    void offerMenu(Path jar) throws IOException {
        Path offered = folder.resolve(Layout.MENU);
        Files.createDirectories(offered.getParent());
        Files.copy(jar, offered, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes these files the current ones. What is unchanged keeps its timestamp, what is missing is withdrawn. */
    void release(List<Release> releases, Clock clock) throws IOException {
        long now = Long.parseLong(LocalDateTime.now(clock).format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss")));
        Path index = folder.resolve(Index.NAME);
        Map<String, IndexEntry> before = Index.read(index);
        Map<String, IndexEntry> after = new TreeMap<>();
        before.forEach((key, entry) -> after.put(key, entry.withdrawn(now)));
        for (Release release : releases) {
            String key = IndexEntry.key(release.path());
            after.put(key, store(release, before.get(key), now));
        }
        Index.write(after.values(), index);
    }

    private IndexEntry store(Release release, IndexEntry before, long now) throws IOException {
        String checksum = Checksum.of(release.path(), release.file());
        IndexEntry entry =
                before == null ? IndexEntry.of(release, checksum, now) : before.after(release, checksum, now);
        Path stored = folder.resolve(entry.current().orElseThrow().storedName());
        if (!Files.exists(stored)) {
            Files.createDirectories(stored.getParent());
            Files.copy(release.file(), stored);
        }
        return entry;
    }
}
