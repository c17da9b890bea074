package io.github.arc2faceij.recipe;

/**
 * What a recipe says of the programs and files that made its pictures.
 *
 * @param model the model folder's name
 * @param modelFingerprint tells whether a model is the same
 * @param head name of the head model's folder or file
 * @param device what runs the networks
 * @param onnxruntime version of ONNX Runtime
 */
public record RunEnvironment(String model, String modelFingerprint, String head, String device, String onnxruntime) {}
