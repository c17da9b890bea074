/**
 * What dialogs show on the photo while they are open. Start with
 * {@link io.github.arc2faceij.commands.preview.FacePreview}.
 */
package io.github.arc2faceij.commands.preview;
