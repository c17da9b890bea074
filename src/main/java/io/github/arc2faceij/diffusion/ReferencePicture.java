package io.github.arc2faceij.diffusion;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.diffusion.network.ReferenceUNet;

/**
 * A picture whose appearance and background the pictures to make keep, by the Reference Adapter.
 *
 * @param network that looks at it; it belongs to the caller
 * @param picture aligned as FFHQ, of the size of the pictures to make
 */
public record ReferencePicture(ReferenceUNet network, Picture picture) {}
