package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEnvironment;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.LibraryJars;
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

    private static final AtomicBoolean CLEANED = new AtomicBoolean();

    private RuntimeEnvironment() {}

    /**
     * Starts ONNX Runtime when it is first needed.
     *
     * @return the one environment, never closed
     * @throws Arc2FaceException when its library cannot be loaded
     */
    public static OrtEnvironment get() {
        try {
            OrtEnvironment environment = CompletableFuture.supplyAsync(
                            OrtEnvironment::getEnvironment, RuntimeEnvironment::onLargeStack)
                    .join();
            if (CLEANED.compareAndSet(false, true)) {
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
            throw e;
        }
    }

    private static void onLargeStack(Runnable task) {
        new Thread(null, task, "Arc2Face environment", STACK_BYTES).start();
    }
}
