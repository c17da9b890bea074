/**
 * From a picture to identities: the detector, 68 landmarks per face, the aligned crop and the recogniser's vector of
 * 512 numbers; by the small networks that travel in the plugin, or by InsightFace's. Start with
 * {@link io.github.arc2faceij.face.FaceAnalyzer}; {@link io.github.arc2faceij.face.FaceChoice} picks the faces that a
 * user means, {@link io.github.arc2faceij.face.IdentityFile} keeps identities on disk.
 */
package io.github.arc2faceij.face;
