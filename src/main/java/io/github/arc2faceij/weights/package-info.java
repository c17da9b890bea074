/**
 * Files of weights as they are published: safetensors and torch's zip, under the names that diffusers and transformers give
 * them, whole or in shards. They are never loaded whole; the index says
 * where each tensor lies, so that ONNX Runtime can read it in place. Files come from the internet: nothing in them is
 * believed, nothing in them is run. Start with {@link io.github.arc2faceij.weights.WeightFile}.
 */
package io.github.arc2faceij.weights;
