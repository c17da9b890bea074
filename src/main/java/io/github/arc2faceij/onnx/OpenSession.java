package io.github.arc2faceij.onnx;

import ai.onnxruntime.OrtSession;

/**
 * A session, and weights that it does not hold itself.
 *
 * @param session of ONNX Runtime
 * @param weights which every run is given besides its inputs, to be closed after it
 */
record OpenSession(OrtSession session, MadeWeights weights) {}
