package io.github.arc2faceij.updatesite;

import java.nio.file.Path;

/**
 * A jar that is to be the current version of a file.
 *
 * @param path where it lies in an ImageJ folder, with slashes; a version number in it does not count as part of its name
 * @param jar its content
 * @param about for the updater's window
 */
record Release(String path, Path jar, About about) {}
