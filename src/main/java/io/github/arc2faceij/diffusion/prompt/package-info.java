/**
 * From text to the numbers that a UNet attends to: CLIP's tokenizer, texts, and the prompt that carries an
 * identity. Start with {@link io.github.arc2faceij.diffusion.prompt.Prompt}.
 */
package io.github.arc2faceij.diffusion.prompt;
