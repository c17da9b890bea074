/**
 * One class for each network that makes a picture: tensors in, tensors out. Start with
 * {@link io.github.arc2faceij.diffusion.network.UNet}.
 */
package io.github.arc2faceij.diffusion.network;
