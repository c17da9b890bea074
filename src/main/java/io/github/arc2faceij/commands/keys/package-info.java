/**
 * What several commands' keys mean: a face named by an image's title, a pose, a file to write. Each class takes a key's
 * text and gives what the core takes, or refuses it by a sentence. Start with
 * {@link io.github.arc2faceij.commands.keys.FacePlace}.
 */
package io.github.arc2faceij.commands.keys;
