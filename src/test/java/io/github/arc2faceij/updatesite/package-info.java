/**
 * The update site: {@link io.github.arc2faceij.updatesite.UpdateSite} is the program that the Maven profile
 * {@code update-site} runs, the tests follow what it writes as ImageJ's updater does. The rules are those of
 * imagej-updater 2.0.3 (its classes XMLFileReader, XMLFileWriter, FilesCollection, Installer, UpdaterUtil and Platforms).
 * Nothing here is in the plugin's jar.
 */
package io.github.arc2faceij.updatesite;
