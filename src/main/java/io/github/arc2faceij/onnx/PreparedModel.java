package io.github.arc2faceij.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A float32 model whose weights this program makes ready for the processor. Left to itself, ONNX Runtime computes changed
 * weights (LoRAs) and orders the kernels of convolutions while it rewrites the graph: it copies each several times, on one
 * core, into memory that it does not give back. Here
 *
 * <ul>
 *   <li>changed weights are computed one at a time, each in a session of its own, and the graph has no nodes for them;
 *   <li>convolutions whose channels fill whole blocks are written as ONNX Runtime's own optimisation writes them
 *       ({@link BlockedConvolutions}), and their kernels, ordered as it orders them ({@link BlockedKernels}), are inputs.
 * </ul>
 *
 * <p>What comes out of the network is the same, number by number. The second point depends on operators and on an order of
 * numbers that ONNX Runtime does not promise. So {@link BlockSize} compares both ways before the first use, and kernels are
 * left to ONNX Runtime where they differ. A model for which the prepared way fails is left to it as a whole
 * ({@link Sessions#open}).
 */
final class PreparedModel {

    /** With smaller weights, like the bundled model's, ONNX Runtime needs less time than the sessions that compute them. */
    private static final long SMALL_BYTES = 128L << 20;

    private static final String SCRATCH = "scratch";

    private final Sessions sessions;
    private final Path folder;
    private final ModelProto before;
    private final ConstantNodes constants;
    private final WeightSource source;
    private final BlockedConvolutions convolutions;
    private final BlockedKernels order;
    private final Map<String, long[]> changed = new LinkedHashMap<>();
    private final Map<String, long[]> changedKernels = new LinkedHashMap<>();
    private final Map<String, TensorProto> fileKernels = new LinkedHashMap<>();
    private final Map<String, long[]> kernels = new LinkedHashMap<>();

    /**
     * @param sessions that open it
     * @param model whose weights lie in files
     * @param folder what their places are relative to
     * @param order of the kernels
     * @throws OrtException when ONNX Runtime does not tell the shapes of changed weights
     */
    PreparedModel(Sessions sessions, byte[] model, Path folder, BlockedKernels order) throws OrtException {
        this.sessions = sessions;
        this.folder = folder;
        this.order = order;
        before = parse(model);
        constants = new ConstantNodes(before);
        source = new WeightSource(sessions, constants, folder);
        convolutions = new BlockedConvolutions(before.getGraph().getNodeList());
        source.computed().forEach((name, shape) -> (isKernel(name, shape) ? changedKernels : changed).put(name, shape));
        before.getGraph().getInitializerList().stream()
                .filter(weight ->
                        WeightSource.isInFile(weight) && isKernel(weight.getName(), WeightSource.shape(weight)))
                .forEach(weight -> fileKernels.put(weight.getName(), weight));
        kernels.putAll(changedKernels);
        fileKernels.forEach((name, weight) -> kernels.put(name, WeightSource.shape(weight)));
    }

    /** @return whether a model's weights are so many that preparing them saves time */
    static boolean isWorthwhile(byte[] model) {
        return parse(model).getGraph().getInitializerList().stream()
                        .mapToLong(WeightSource::bytesInFile)
                        .sum()
                >= SMALL_BYTES;
    }

    private static ModelProto parse(byte[] model) {
        try {
            return ModelProto.parseFrom(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no ONNX model", e);
        }
    }

    private boolean isKernel(String name, long[] shape) {
        return convolutions.isKernel(name) && order.fits(shape);
    }

    /**
     * Opens the session before the kernels are ordered, so that they are not in memory while it copies the other weights.
     *
     * @return the session and its kernels
     * @throws OrtException when ONNX Runtime does not take the model as it is written here
     * @throws OutOfMemoryError when there is not enough memory
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file of weights cannot be read
     */
    OpenSession open() throws OrtException {
        OrtSession session = session();
        try {
            return new OpenSession(session, orderedKernels());
        } catch (OrtException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private OrtSession session() throws OrtException {
        try (MadeWeights made = new MadeWeights(changed)) {
            for (String name : changed.keySet()) {
                source.compute(name, made.numbers(name));
            }
            return sessions.create(graph(), folder, made.tensors());
        }
    }

    private MadeWeights orderedKernels() throws OrtException {
        MadeWeights ordered = new MadeWeights(kernels);
        try (MadeWeights unordered = new MadeWeights(largest(changedKernels))) {
            fileKernels.forEach((name, weight) -> source.read(weight, order, ordered.numbers(name)));
            for (Map.Entry<String, long[]> kernel : changedKernels.entrySet()) {
                FloatBuffer to = ordered.numbers(kernel.getKey());
                FloatBuffer numbers = unordered.numbers(SCRATCH).slice(0, to.capacity());
                source.compute(kernel.getKey(), numbers);
                order.order(numbers::slice, kernel.getValue(), to);
            }
            return ordered;
        } catch (OrtException | RuntimeException | Error e) {
            ordered.close();
            throw e;
        }
    }

    /** Memory that is asked for once: for each kernel anew, the system would need longer to give it than the kernel to be computed. */
    private static Map<String, long[]> largest(Map<String, long[]> shapes) {
        long count =
                shapes.values().stream().mapToLong(MadeWeights::count).max().orElse(0);
        return Map.of(SCRATCH, new long[] {count});
    }

    /** @return the model as ONNX Runtime reads it */
    byte[] graph() {
        GraphProto.Builder after = before.getGraph().toBuilder().clearNode().clearInitializer();
        Set<String> used = new HashSet<>();
        for (NodeProto node : before.getGraph().getNodeList()) {
            if (!constants.contains(node)) {
                after.addAllNode(convolutions.blocked(node, kernels));
                used.addAll(node.getInputList());
            }
        }
        before.getGraph().getInitializerList().stream()
                .filter(weight -> used.contains(weight.getName()) && !kernels.containsKey(weight.getName()))
                .forEach(after::addInitializer);
        changed.forEach((name, shape) -> after.addInitializer(MadeWeights.asInitializer(name, shape)));
        kernels.forEach((name, shape) -> after.addInput(MadeWeights.asInput(name, shape)));
        ModelProto.Builder model = before.toBuilder().setGraph(after);
        if (!kernels.isEmpty()) {
            model.addOpsetImport(OperatorSetIdProto.newBuilder()
                    .setDomain(BlockedConvolutions.DOMAIN)
                    .setVersion(1));
        }
        return model.build().toByteArray();
    }
}
