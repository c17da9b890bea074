package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.LibraryJars;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** ONNX Runtime itself, of which a process has one. */
public final class RuntimeEnvironment {

    /**
     * Enough for the longest command line of Linux, 128 KB an argument: ONNX Runtime 1.29.0 matches that of its process by
     * a recursive regular expression when it starts, and a Java thread's usual 1 MB ends the process without a word from
     * about 5 KB on, a class path of 70 jars.
     */
    private static final long STACK_BYTES = 256L << 20;

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private RuntimeEnvironment() {}

    /**
     * Starts ONNX Runtime when it is first needed.
     *
     * @return the one environment, never closed
     * @throws Arc2FaceException when its library cannot be loaded
     * @throws CancellationException when Java ends
     */
    public static OrtEnvironment get() {
        try {
            OrtEnvironment environment = CompletableFuture.supplyAsync(
                            OrtEnvironment::getEnvironment, RuntimeEnvironment::onLargeStack)
                    .join();
            if (STARTED.compareAndSet(false, true)) {
                keepToTheEnd();
                UnpackedLibraries.clean();
            }
            return environment;
        } catch (CompletionException e) {
            if (e.getCause() instanceof LinkageError) {
                throw new Arc2FaceException(
                        "ONNX Runtime, which runs the networks, could not start on this computer: "
                                + e.getCause().getMessage() + ". "
                                + LibraryJars.explain(
                                        "On Windows install the latest Microsoft Visual C++ Redistributable (x64)."),
                        e);
            }
            if (e.getCause() instanceof IllegalStateException) {
                throw quitting();
            }
            throw e;
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

    private static void onLargeStack(Runnable task) {
        new Thread(null, task, "Arc2Face environment", STACK_BYTES).start();
    }
}
