package io.github.arc2faceij.onnx;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.NativeMemory;
import io.github.arc2faceij.common.Notices;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.OrtFailure;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.device.RuntimeEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.bytedeco.javacpp.Loader;

/** Makes ONNX Runtime's sessions for one device, all with the same options. */
record Sessions(Device device) {

    private static final String EXTERNAL_WEIGHTS = "session.model_external_initializers_file_folder_path";

    static {
        NativeMemory.liftLimit(); // before JavaCPP's Loader, which counts the cores
    }

    /**
     * What cannot be prepared is opened as it is, and gives the same numbers.
     *
     * @param name of the network, for a notice that it was not prepared
     */
    OpenSession open(String name, byte[] graph, Path weightsFolder) throws OrtException {
        boolean prepares = device.provider().preparesWeights() && device.precision() == Precision.FLOAT32;
        if (!prepares || !PreparedModel.isWorthwhile(graph)) {
            return openPlain(graph, weightsFolder);
        }
        BlockSize.sayWhatIsWrong();
        try {
            return new PreparedModel(this, graph, weightsFolder, BlockSize.HERE).open();
        } catch (OrtException e) {
            // This says what is wrong with the model, if anything is.
            OpenSession open = openPlain(graph, weightsFolder);
            Notices.say("The " + name + " in \"" + weightsFolder + "\" loads more slowly and with more memory than it"
                    + " could, for its weights could not be prepared: " + OrtFailure.reason(e)
                    + " Its pictures are the same.");
            return open;
        }
    }

    /** Leaves the weights to ONNX Runtime. */
    OpenSession openPlain(byte[] graph, Path weightsFolder) throws OrtException {
        return new OpenSession(create(graph, weightsFolder, Map.of()), new MadeWeights(Map.of()));
    }

    OrtSession create(byte[] graph, Path weightsFolder, Map<String, ? extends OnnxTensorLike> weights)
            throws OrtException {
        OrtEnvironment environment = RuntimeEnvironment.get();
        try (SessionOptions options = new SessionOptions()) {
            configure(options);
            options.addConfigEntry(EXTERNAL_WEIGHTS, weightsFolder.toString());
            if (!weights.isEmpty()) {
                options.addExternalInitializers(new HashMap<>(weights));
            }
            return opened(() -> environment.createSession(graph, options));
        }
    }

    /** @return a session on the processor that runs once, and whose memory is free again when it is closed */
    OrtSession createForWeights(byte[] graph, Path weightsFolder) throws OrtException {
        CancellableOpening.progress().checkCancelled();
        OrtEnvironment environment = RuntimeEnvironment.get();
        try (SessionOptions options = new SessionOptions()) {
            configure(options);
            options.addConfigEntry(EXTERNAL_WEIGHTS, weightsFolder.toString());
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            options.addConfigEntry("session.disable_prepacking", "1");
            options.setCPUArenaAllocator(false);
            return environment.createSession(graph, options);
        }
    }

    /**
     * The file is read here: ONNX Runtime's Java API cannot spell a character outside Unicode's basic plane in its name.
     */
    OpenSession open(Path onnxFile) throws OrtException, IOException {
        OrtEnvironment environment = RuntimeEnvironment.get();
        Path folder = onnxFile.toAbsolutePath().getParent();
        try (SessionOptions options = new SessionOptions();
                FileInMemory file = new FileInMemory(onnxFile)) {
            configure(options);
            options.addConfigEntry(EXTERNAL_WEIGHTS, folder.toString());
            OrtSession session = opened(() -> environment.createSession(file.bytes(), options));
            return new OpenSession(session, new MadeWeights(Map.of()));
        }
    }

    /** ONNX Runtime cannot be stopped while it opens a session. */
    private OrtSession opened(Turn.Work<OrtSession> opening) throws OrtException {
        Progress progress = CancellableOpening.progress();
        return Turn.open(device, progress, () -> {
            OrtSession session = opening.run();
            try {
                progress.checkCancelled();
                return session;
            } catch (CancellationException e) {
                session.close();
                throw e;
            }
        });
    }

    private void configure(SessionOptions options) throws OrtException {
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.setIntraOpNumThreads(cores());
        // Threads that spin while they wait burn as much time as they work, and starve whatever else runs.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        // A pattern is a second plan of the same memory for each shape: 0.2 GB more for the UNet, and no faster; on a
        // GPU
        // the plans of several sessions are reported to grow without bound.
        options.setMemoryPatternOptimization(false);
        device.configure(options);
    }

    /** A second thread on a core slows the first one down: both wait for the same multipliers. */
    private static int cores() {
        return Math.max(1, Math.min(Loader.totalCores(), Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Closes also where the thread was interrupted: its memory would be lost.
     *
     * @param open may be null
     */
    void close(OpenSession open) {
        if (open == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            Turn.close(device, open);
        } catch (OrtException e) {
            throw OrtFailure.exception("A network could not be closed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
