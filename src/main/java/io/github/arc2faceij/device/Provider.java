package io.github.arc2faceij.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Finding;
import io.github.arc2faceij.common.FreeMemory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An execution provider of ONNX Runtime, and all that there is to know of it. A new one is a class beside those here, a line in
 * {@link Device#ALL}, and its label among the choices of Options....
 */
public interface Provider {

    /** @return the name in dialogs, macros and recipes */
    String label();

    /** @return what it needs and where to get it, in a sentence */
    String advice();

    /**
     * @param options of a session that is to run by it
     * @param gpu how a GPU is to be used
     * @param precision in which networks compute, one of {@link #precisions}
     * @throws OrtException when it cannot start
     * @throws Arc2FaceException when this computer lacks what it needs, or has not that precision
     */
    void addTo(SessionOptions options, GpuOptions gpu, Precision precision) throws OrtException;

    /** @return the precisions that diffusion networks may have by it where the hardware has them, the usual one first */
    default List<Precision> precisions() {
        return List.of(Precision.FLOAT32);
    }

    /**
     * @param wanted by the user
     * @return what of it the provider takes
     */
    default GpuOptions taken(GpuOptions wanted) {
        return GpuOptions.DEFAULT;
    }

    /**
     * @return the names of the cards or processors of this computer that it runs on, one for each number that a user may give;
     *     none where they have no names
     * @throws Arc2FaceException when it cannot run here, with what is lacking
     */
    List<String> hardware();

    /** @return the library that it comes from and its version; nothing when it is ONNX Runtime's own */
    default Optional<String> library() {
        return Optional.empty();
    }

    /** @return bytes that must not be exceeded, if they are known */
    default OptionalLong freeMemory() {
        return FreeMemory.ofComputer();
    }

    /**
     * @param gpu how a GPU is used
     * @return which arena gives memory back at the end of a run that shrinks, as ONNX Runtime's run option names it
     */
    default String arena(GpuOptions gpu) {
        return "cpu:0";
    }

    /** @return whether no two of its sessions in a process may open, run or close at the same time */
    default boolean oneAtATime() {
        return false;
    }

    /** @return whether float32 weights are to be computed and put into the processor's order before a session opens */
    default boolean preparesWeights() {
        return false;
    }

    /**
     * @return whether graphs for it do without what WebGPU lacks: ONNX Runtime's own operators MultiHeadAttention and
     *     FusedMatMul, for which ONNX's plain ones are written, and half floats in a network that computes in float32
     */
    default boolean plainGraphs() {
        return false;
    }

    /** @return what of what it needs is on this computer */
    default List<Finding> findings() {
        return List.of();
    }
}
