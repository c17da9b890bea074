package io.github.arc2faceij.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.arc2faceij.common.Notices;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.RuntimeEnvironment;
import io.github.arc2faceij.onnx.graph.GraphBuilder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many channels ONNX Runtime takes at a time on this processor. It does not tell, so convolutions are computed with each
 * size and without blocks: the right size gives the same numbers. Where none does, on another processor or in a version of
 * ONNX Runtime that orders otherwise, there are no blocks.
 */
final class BlockSize {

    private static final Path NO_FOLDER = Path.of("").toAbsolutePath();
    private static final int CHANNELS = 32;
    private static final int SIDE = 5;

    /** Computed once, when it is first asked for, whether or not the user cancels who asks. */
    static final BlockedKernels HERE = CancellableOpening.by(Progress.NONE, BlockSize::tried);

    private BlockSize() {}

    private static BlockedKernels tried() {
        return List.of(16, 8, 4).stream()
                .map(BlockedKernels::new)
                .filter(BlockSize::isRight)
                .findFirst()
                .orElse(new BlockedKernels(1));
    }

    /** Processors of this kind have blocks of 8 or 16; on others there may be none, and nothing is slower for it. */
    static void sayWhatIsWrong() {
        if (HERE.block() == 1 && System.getProperty("os.arch").matches("amd64|x86_64")) {
            Notices.say("Large networks load more slowly than they could: ONNX Runtime "
                    + RuntimeEnvironment.get().getVersion()
                    + " orders the weights of convolutions in a way that this program does not know. The pictures are"
                    + " the same.");
        }
    }

    static boolean isRight(BlockedKernels order) {
        Sessions sessions = new Sessions(Device.CPU);
        byte[] model = model();
        float[] x = numbers(CHANNELS * SIDE * SIDE);
        long[] shape = {1, CHANNELS, SIDE, SIDE};
        try (OpenSession plain = sessions.openPlain(model, NO_FOLDER);
                OpenSession prepared = new PreparedModel(sessions, model, NO_FOLDER, order).open()) {
            return Arrays.equals(run(plain, x, shape), run(prepared, x, shape));
        } catch (OrtException e) {
            return false; // there are no such operators here
        }
    }

    static float[] run(OpenSession open, float[] numbers, long... shape) throws OrtException {
        try (OnnxTensor x = OnnxTensor.createTensor(RuntimeEnvironment.get(), FloatBuffer.wrap(numbers), shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(open.weights().tensors());
            inputs.put("x", x);
            try (OrtSession.Result result = open.session().run(inputs)) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            }
        }
    }

    /** Two convolutions, of 3 x 3 and of 1 x 1. */
    private static byte[] model() {
        GraphBuilder graph = new GraphBuilder(NO_FOLDER);
        String x = graph.input("x", 1, CHANNELS, SIDE, SIDE);
        for (int side : new int[] {3, 1}) {
            long[] shape = {CHANNELS, CHANNELS, side, side};
            String numbers = graph.constant(numbers(CHANNELS * CHANNELS * side * side));
            String kernel = graph.node("Reshape", List.of(numbers, graph.constant(shape)));
            x = graph.node("Conv", List.of(x, kernel));
        }
        graph.output("y", x, 1, CHANNELS, SIDE - 2, SIDE - 2);
        return graph.build();
    }

    /** Numbers without a pattern: none is at another's place unnoticed. */
    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) Math.sin(i * i);
        }
        return numbers;
    }
}
