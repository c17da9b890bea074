package io.github.arc2faceij.models.install;

import java.net.URI;

/**
 * On what terms a bundle may be used.
 *
 * @param name as its publisher calls it
 * @param address where the whole text can be read
 * @param notice what the user must know, in a sentence or two
 * @param mustAccept whether the user has to agree before the bundle is installed
 */
public record Licence(String name, URI address, String notice, boolean mustAccept) {}
