package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.LibraryJars;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;

/** ONNX Runtime itself, of which a process has one. */
public final class RuntimeEnvironment {

    private static OrtEnvironment environment;

    private RuntimeEnvironment() {}

    /**
     * Starts ONNX Runtime when it is first needed, with its reports to its maker turned off. Nothing else starts it.
     *
     * @return the one environment, never closed
     * @throws Arc2FaceException when its library cannot be loaded
     * @throws CancellationException when Java ends
     */
    public static synchronized OrtEnvironment get() {
        if (environment == null) {
            environment = start();
        }
        return environment;
    }

    private static OrtEnvironment start() {
        try {
            Telemetry.turnOff();
            OrtEnvironment started = OrtEnvironment.getEnvironment();
            Telemetry.turnOff(started);
            keepToTheEnd();
            UnpackedLibraries.clean();
            return started;
        } catch (LinkageError e) {
            throw new Arc2FaceException(
                    "ONNX Runtime, which runs the networks, could not start on this computer: " + e.getMessage() + ". "
                            + LibraryJars.explain(
                                    "On Windows install the latest Microsoft Visual C++ Redistributable (x64)."),
                    e);
        } catch (OrtException e) {
            throw OrtFailure.exception("ONNX Runtime's reports to its maker could not be turned off", e);
        } catch (IllegalStateException e) {
            throw quitting();
        }
    }

    /** ONNX Runtime and the cleaning after it want to be called when Java ends, which Java refuses while it does. */
    private static CancellationException quitting() {
        return new CancellationException("ImageJ quits");
    }

    /**
     * When Java ends, ONNX Runtime's Java side takes the environment down, and whatever still runs, opens or closes a network
     * then crashes the process. The environment counts who holds it: held a second time, it stays until the process is gone.
     */
    private static void keepToTheEnd() {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method hold = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            hold.setAccessible(true);
            hold.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "arc2face");
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version of ONNX Runtime, which names these otherwise: it ends as it ends by itself.
        }
    }
}
