package io.github.arc2faceij.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * A session, and weights that it does not hold itself.
 *
 * @param session of ONNX Runtime
 * @param weights which every run is given besides its inputs, which are free after it
 */
record OpenSession(OrtSession session, MadeWeights weights) implements AutoCloseable {

    @Override
    public void close() throws OrtException {
        session.close();
        weights.close();
    }
}
