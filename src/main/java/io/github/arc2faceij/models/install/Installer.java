package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.FreeDiskSpace;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.UserFolder;
import io.github.arc2faceij.models.download.DiskSpaceCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Installs models into a model folder: lists the bundles and their states, downloads bundles or imports them from a folder
 * or a zip, and verifies them.
 *
 * <pre>{@code
 * Installer installer = new Installer(folder);
 * installer.status().forEach(status -> System.out.println(status.bundle().name() + ": " + status.state()));
 * Bundle arc2face = installer.bundle("arc2face");
 * installer.accept(arc2face); // when the user has read arc2face.licence() and agrees
 * installer.install(List.of(arc2face), InstallOptions.DEFAULT, progress);
 * }</pre>
 *
 * The folder also holds {@code installed.json} (sizes, SHA-256 and dates), {@code licences.json} (what was agreed to and
 * when) and, if the user wrote one, a {@code catalogue.json} that is laid over the plugin's own.
 */
public final class Installer {

    private final Path folder;
    private final Catalogue catalogue;
    private final InstalledFiles installed;
    private final AcceptedLicences licences;
    private final DiskSpaceCheck diskSpace;

    /**
     * @param folder the model folder; created when something is installed
     * @throws Arc2FaceException when it holds a {@code catalogue.json} that is no catalogue
     */
    public Installer(Path folder) {
        this(folder, Catalogue.published(), FreeDiskSpace.OF_SYSTEM);
    }

    Installer(Path folder, Catalogue published, FreeDiskSpace disk) {
        this.folder = folder.toAbsolutePath().normalize();
        this.catalogue = published.withOverrides(this.folder.resolve("catalogue.json"));
        this.installed = new InstalledFiles(this.folder);
        this.licences = new AcceptedLicences(this.folder);
        this.diskSpace = new DiskSpaceCheck(disk);
    }

    /** @return where models are installed when the user names no folder: {@code .arc2face/models/arc2face} at home */
    public static Path defaultFolder() {
        return UserFolder.path().resolve("models").resolve("arc2face");
    }

    /** @return all bundles as they are now, by looking at names and sizes; nothing is hashed, nothing is fetched */
    public List<BundleStatus> status() {
        FolderStatus state = new FolderStatus(folder, installed);
        return catalogue.bundles().values().stream()
                .map(bundle -> new BundleStatus(
                        bundle,
                        state.of(bundle),
                        state.bytesOnDisk(bundle),
                        state.bytesExpected(bundle),
                        licences.accepted(bundle)))
                .toList();
    }

    /**
     * @param id of a bundle: arc2face, sd15, face, controlnet, lcm-lora, exp-adapter, ref-adapter, or the user's own
     * @return the bundle
     * @throws Arc2FaceException when the catalogue has none of that id
     */
    public Bundle bundle(String id) {
        return catalogue.bundle(id);
    }

    /**
     * Remembers that the user has seen a bundle's licence and agrees to it.
     *
     * @param bundle which
     * @throws Arc2FaceException when that cannot be written down
     */
    public void accept(Bundle bundle) {
        licences.accept(bundle);
    }

    /**
     * @param bundle which
     * @return when the user agreed to its licence as it is now
     */
    public Optional<Instant> accepted(Bundle bundle) {
        return licences.accepted(bundle);
    }

    /**
     * Fetches what the folder lacks of some bundles. What is verified is left alone, what is damaged is fetched anew, and
     * a broken download goes on where it stopped.
     *
     * @param bundles which
     * @param options mirrors, proxy, timeouts and retries
     * @param progress told of bytes, rate and time left
     * @throws CancellationException when the user asked to stop; what arrived is kept
     * @throws Arc2FaceException when a licence is not accepted, the disk has no room, or a file cannot be had; what
     *     arrived is kept
     */
    public void install(Collection<Bundle> bundles, InstallOptions options, Progress progress) {
        licences.requireAccepted(bundles);
        catalogue.requireKnownHosts(options.mirrors());
        InstallTask installation = new InstallTask(folder, catalogue, installed, diskSpace);
        FolderLock.runLocked(folder, () -> installation.run(List.copyOf(bundles), options, progress));
    }

    /**
     * @param source as for {@link #recognise}
     * @param progress asked whether to stop
     * @return whether there is anything in it that {@link #importFrom} takes
     * @throws Arc2FaceException when the source cannot be read
     */
    public boolean holdsModels(Path source, Progress progress) {
        try (SourceTree tree = SourceTree.open(source, progress)) {
            return !new ImportTask(folder, catalogue, installed, diskSpace)
                    .findBundles(tree)
                    .isEmpty();
        }
    }

    /**
     * Looks what models a folder or a zip holds, for instance to show their licences.
     *
     * @param source the {@code models} folder of the Python project, or any folder or zip with the published files
     * @param progress asked whether to stop
     * @return the bundles of which something is there, at least one
     * @throws Arc2FaceException when there is none, or the source cannot be read
     */
    public List<Bundle> recognise(Path source, Progress progress) {
        try (SourceTree tree = SourceTree.open(source, progress)) {
            return new ImportTask(folder, catalogue, installed, diskSpace).requireBundles(tree);
        }
    }

    /**
     * Brings models from a folder or a zip that was filled elsewhere. The source is never changed; what is verified in
     * the model folder is left alone.
     *
     * @param source as for {@link #recognise}
     * @param mode what lies in a zip is always unpacked, in either mode
     * @param progress told which file is on its way
     * @return the files that came, relative to the model folder
     * @throws CancellationException when the user asked to stop; the files before that stay
     * @throws Arc2FaceException when there are no models, a licence is not accepted, the disk has no room, or a file is
     *     damaged
     */
    public List<String> importFrom(Path source, ImportMode mode, Progress progress) {
        try (SourceTree tree = SourceTree.open(source, progress)) {
            ImportTask importing = new ImportTask(folder, catalogue, installed, diskSpace);
            List<Bundle> bundles = importing.requireBundles(tree);
            licences.requireAccepted(bundles);
            List<String> came = new ArrayList<>();
            FolderLock.runLocked(folder, () -> came.addAll(importing.run(tree, bundles, mode, progress)));
            return came;
        }
    }

    /**
     * Reads a bundle's files byte for byte and compares them with what they were when they came. Files that nobody
     * recorded before are looked into and recorded now.
     *
     * @param bundle which
     * @param progress told of the bytes
     * @return how it is
     * @throws CancellationException when the user asked to stop
     * @throws Arc2FaceException when a file cannot be read, or the finding cannot be written down
     */
    public InstallState verify(Bundle bundle, Progress progress) {
        new InstalledFilesCheck(folder, installed).run(bundle.modelFiles(), progress);
        return new FolderStatus(folder, installed).of(bundle);
    }
}
