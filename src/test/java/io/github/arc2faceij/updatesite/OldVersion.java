package io.github.arc2faceij.updatesite;

/**
 * A version that is not offered any more. The updater replaces what it knows from here, and keeps its hands off a file
 * that it takes for the user's own.
 *
 * @param version what it was
 * @param obsolete when another took its place or it was withdrawn, yyyyMMddHHmmss
 */
record OldVersion(Version version, long obsolete) {}
