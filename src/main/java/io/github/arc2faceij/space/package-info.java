/**
 * The space that a recogniser's identities live in: its mean and axes, people who do not exist, caricatures, and faces at a
 * chosen similarity, for experiments. Begin with {@link io.github.arc2faceij.space.FaceSpace}.
 */
package io.github.arc2faceij.space;
