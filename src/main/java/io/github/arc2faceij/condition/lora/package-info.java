/**
 * LoRAs as conditions: the user's own ({@link io.github.arc2faceij.condition.lora.LoraCondition}, where to start) and the one
 * that the sampler LCM brings along. How files of LoRAs are read is in {@link io.github.arc2faceij.diffusion.lora}.
 */
package io.github.arc2faceij.condition.lora;
