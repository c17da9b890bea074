package io.github.arc2faceij.updatesite;

import java.nio.file.Path;

/**
 * A file that is to be the current version.
 *
 * @param path where it lies in an ImageJ folder, with slashes; a version number in it does not count as part of its name
 * @param file its content
 * @param about for the updater's window
 */
record Release(String path, Path file, About about) {}
