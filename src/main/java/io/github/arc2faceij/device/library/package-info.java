/**
 * The libraries of execution providers that ONNX Runtime loads at run time, WebGPU's and OpenVINO's: which wheels hold
 * them, how they come out of a wheel, and where they lie. Start with
 * {@link io.github.arc2faceij.device.library.LibraryFolder}. Nothing here goes over the network, and nothing here loads a
 * library: a damaged one would end the process, so it is compared with what came before its path is given out.
 */
package io.github.arc2faceij.device.library;
