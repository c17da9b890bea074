package io.github.arc2faceij.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.OrtFailure;
import io.github.arc2faceij.device.RuntimeEnvironment;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import io.github.arc2faceij.weights.FileSignature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A neural network that ONNX Runtime has loaded on a device: float32 tensors in, float32 tensors out. Runs of one
 * network queue; {@link #close()} waits for the run under way.
 *
 * <pre>{@code
 * try (Network detector = Network.open("face detector", folder.resolve("detector.onnx"), Device.CPU)) {
 *     Map<String, Tensor> outputs = detector.run(Map.of("input", picture), Progress.NONE);
 * }
 * }</pre>
 */
public final class Network implements AutoCloseable {

    private final String name;
    private final Device device;
    private final OpenSession open;
    private final OrtSession session;
    private final Map<String, long[]> inputs;
    private final Map<String, long[]> outputs;
    private final Map<String, FloatBuffer> buffers = new HashMap<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private String shrinking = "";
    private volatile long runNanos;
    private boolean closed;

    private Network(String name, Device device, OpenSession open) throws OrtException {
        this.name = name;
        this.device = device;
        this.open = open;
        this.session = open.session();
        Map<String, NodeInfo> given = new LinkedHashMap<>(session.getInputInfo());
        given.keySet().removeAll(open.weights().tensors().keySet());
        this.inputs = shapes(given);
        this.outputs = shapes(session.getOutputInfo());
    }

    /**
     * Loads a model that {@link GraphBuilder} wrote.
     *
     * @param name for messages: {@code "UNet"}
     * @param graph the model
     * @param weightsFolder what the places of its weights are relative to
     * @param device where it runs
     * @return the network
     * @throws Arc2FaceException when the device cannot start, or the model cannot be loaded
     */
    public static Network open(String name, byte[] graph, Path weightsFolder, Device device) {
        return open(name, "", device, sessions -> sessions.open(name, graph, weightsFolder));
    }

    /**
     * Loads an ONNX file.
     *
     * @param name for messages: {@code "face detector"}
     * @param onnxFile the model
     * @param device where it runs
     * @return the network
     * @throws Arc2FaceException when the device cannot start, or the file is missing or cannot be loaded
     */
    public static Network open(String name, Path onnxFile, Device device) {
        FileSignature.refuse(onnxFile);
        FileSignature.refuseText(onnxFile);
        return open(name, " in the file \"" + onnxFile + "\"", device, sessions -> open(sessions, onnxFile));
    }

    private static OpenSession open(Sessions sessions, Path onnxFile) throws OrtException {
        try {
            return sessions.open(onnxFile);
        } catch (IOException e) {
            throw new Arc2FaceException("The file \"" + onnxFile + "\" cannot be read: " + e + ".", e);
        }
    }

    private interface Opening {
        OpenSession open(Sessions sessions) throws OrtException;
    }

    /** What the session takes and gives is read in its turn as well: at the end of Java it is closed. */
    private static Network open(String name, String place, Device device, Opening opening) {
        Sessions sessions = new Sessions(device);
        OpenSession open = null;
        try {
            OpenSession opened = opening.open(sessions);
            open = opened;
            return Turn.take(device, Progress.NONE, () -> new Network(name, device, opened));
        } catch (CancellationException e) {
            sessions.close(open);
            throw e;
        } catch (OrtException | OutOfMemoryError e) {
            sessions.close(open);
            throw OrtFailure.exception("The " + name + place + " could not be loaded on " + device.description(), e);
        }
    }

    /**
     * Makes every run give back the memory of its intermediate results when it ends: right for a network that needs much
     * of it once for a picture, too slow for one that runs at every step.
     *
     * @return this network
     */
    public Network shrinking() {
        shrinking = device.arena();
        return this;
    }

    /** @return the shape of each input by name, in the model's order; -1 is an axis of any length */
    public Map<String, long[]> inputs() {
        return inputs;
    }

    /** @return the shape of each output by name, in the model's order; -1 is an axis of any length */
    public Map<String, long[]> outputs() {
        return outputs;
    }

    /** @return where it runs */
    public Device device() {
        return device;
    }

    /** @return the time that all runs so far spent inside ONNX Runtime, in nanoseconds */
    public long runNanos() {
        return runNanos;
    }

    /**
     * Computes all outputs.
     *
     * @param values one tensor for each input, by name
     * @param progress asked many times a second whether the run is cancelled; nothing is reported to it
     * @return one tensor for each output, by name, in the model's order
     * @throws Arc2FaceException when a tensor does not fit its input, or ONNX Runtime fails
     * @throws io.github.arc2faceij.common.NotEnoughMemoryException when memory runs out; the network can be run again
     * @throws java.util.concurrent.CancellationException when the user asked to stop; the network can be run again
     * @throws IllegalStateException when the network is closed
     */
    public Map<String, Tensor> run(Map<String, Tensor> values, Progress progress) {
        checkInputs(values);
        oneAtATime.lock();
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            checkOpen();
            for (String input : inputs.keySet()) {
                tensors.put(input, tensor(input, values.get(input)));
            }
            return Turn.take(device, progress, () -> compute(tensors, progress));
        } catch (OrtException | OutOfMemoryError e) {
            throw OrtFailure.exception("The " + name + " could not be run on " + device.description(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            oneAtATime.unlock();
        }
    }

    private Map<String, Tensor> compute(Map<String, OnnxTensor> tensors, Progress progress) throws OrtException {
        long start = System.nanoTime();
        Map<String, OnnxTensor> all = new HashMap<>(tensors);
        all.putAll(open.weights().tensors());
        try (OrtSession.Result result = CancellableRun.run(session, all, shrinking, progress)) {
            runNanos += System.nanoTime() - start;
            return tensors(result);
        }
    }

    /** Frees the network's memory, after the run under way; closing twice does nothing. */
    @Override
    public void close() {
        oneAtATime.lock();
        try {
            if (!closed) {
                closed = true;
                new Sessions(device).close(open);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the " + name + " is closed");
        }
    }

    private void checkInputs(Map<String, Tensor> values) {
        if (!values.keySet().equals(inputs.keySet())) {
            throw new IllegalArgumentException(
                    "the " + name + " takes " + inputs.keySet() + ", not " + values.keySet());
        }
        inputs.forEach((input, shape) -> {
            if (!fits(values.get(input), shape)) {
                throw new Arc2FaceException("The " + name + " takes a tensor of shape " + Arrays.toString(shape)
                        + " (-1: any) as \"" + input + "\", not "
                        + values.get(input).shapeText() + ". The parts of the model do not belong together.");
            }
        });
    }

    private static boolean fits(Tensor value, long[] shape) {
        int[] found = value.shape();
        boolean fits = found.length == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] < 0 || shape[i] == found[i];
        }
        return fits;
    }

    /** Steps of a run have inputs of the same size: new memory outside the heap for each would cost more than the copy. */
    private OnnxTensor tensor(String input, Tensor value) throws OrtException {
        FloatBuffer buffer = buffers.get(input);
        if (buffer == null || buffer.capacity() != value.size()) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, value.size()))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            buffers.put(input, buffer);
        }
        buffer.clear().put(value.data()).clear();
        long[] shape = Arrays.stream(value.shape()).asLongStream().toArray();
        return OnnxTensor.createTensor(RuntimeEnvironment.get(), buffer, shape);
    }

    private static Map<String, Tensor> tensors(OrtSession.Result result) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            OnnxTensor tensor = (OnnxTensor) output.getValue();
            int[] shape = Arrays.stream(tensor.getInfo().getShape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            tensors.put(output.getKey(), Tensor.of(tensor.getFloatBuffer().array(), shape));
        }
        return tensors;
    }

    private static Map<String, long[]> shapes(Map<String, NodeInfo> nodes) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        nodes.forEach((name, node) -> shapes.put(name, ((TensorInfo) node.getInfo()).getShape()));
        return Collections.unmodifiableMap(shapes);
    }
}
