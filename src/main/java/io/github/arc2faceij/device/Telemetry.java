package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.opencv.ProcessEnvironment;

/**
 * ONNX Runtime's reports to its maker, which are turned off: nothing leaves the user's computer. By itself, version 1.29.0
 * keeps a number for the computer in the user's folder for caches, writes there which networks were opened and run, and sends
 * it over the network, and the library of WebGPU 0.4.0 does so too (the file {@code Privacy.md} in ONNX Runtime's jar).
 */
final class Telemetry {

    /** On Linux and macOS nothing is begun where the environment has it when the libraries start. */
    static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    private Telemetry() {}

    /**
     * To be called before ONNX Runtime's library is loaded.
     *
     * @throws Arc2FaceException when it cannot be done: then ONNX Runtime is not to be started
     */
    static void turnOff() {
        boolean recordsInTheSystem = System.getProperty("os.name").startsWith("Windows");
        if (!recordsInTheSystem && !ProcessEnvironment.set(SWITCH, "1")) {
            throw new Arc2FaceException(
                    "ONNX Runtime was not started, for its reports to its maker could not be turned off."
                            + " Set the environment variable " + SWITCH + " to 1, and start ImageJ again.");
        }
    }

    /**
     * Turns off what only a running environment can: on Windows, the events that the system's tracing may collect.
     *
     * @param environment that has just started
     * @throws OrtException when ONNX Runtime refuses
     */
    static void turnOff(OrtEnvironment environment) throws OrtException {
        environment.setTelemetry(false);
    }
}
