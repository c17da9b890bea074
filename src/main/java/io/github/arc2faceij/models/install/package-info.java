/**
 * The published models, and how they get into a model folder: by download, or by import of a folder or a zip. What is
 * published where, and under which licence, is in {@code catalogue.json} beside these classes and nowhere in the code.
 * Nothing goes over the network before {@link io.github.arc2faceij.models.install.Installer#install} is called. Start with
 * {@link io.github.arc2faceij.models.install.Installer}.
 *
 * <p>The way of one installation:
 *
 * <ol>
 *   <li>{@code Catalogue} names the bundles and their files; {@code FolderStatus} tells which of them are in the folder,
 *       by names, sizes and the record {@code InstalledFiles}.
 *   <li>{@code AcceptedLicences} are checked, and {@code FolderLock} is taken.
 *   <li>{@code InstallTask} has the missing files downloaded, each checked by {@code FileFormatValidator}, and
 *       {@code ArchiveUnpacker} unpacks archives. {@code ImportTask} does the same for files found in a {@code SourceTree}.
 *   <li>Files of this machine, also those of an archive, come in by {@code FileImporter}.
 *   <li>{@code InstalledFilesCheck} hashes what has no recorded SHA-256 yet. The user may run it again at any time.
 * </ol>
 */
package io.github.arc2faceij.models.install;
