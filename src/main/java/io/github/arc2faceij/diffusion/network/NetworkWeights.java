package io.github.arc2faceij.diffusion.network;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.weights.Float16Copy;
import io.github.arc2faceij.weights.WeightFile;
import io.github.arc2faceij.weights.WeightNames;
import java.nio.file.Path;

/** The weights of a diffusion network in the precision that it computes in. */
final class NetworkWeights {

    private NetworkWeights() {}

    /**
     * @param folder of the network
     * @param names under which its weights may lie
     * @param device where it runs
     * @return its tensors, for float16 those of its copy in half precision
     * @throws io.github.arc2faceij.common.Arc2FaceException when the file is missing or damaged, or the copy cannot be made
     */
    static WeightFile open(Path folder, WeightNames names, Device device) {
        Path file = names.in(folder);
        return device.precision() == Precision.FLOAT16 ? new Float16Copy(file).open() : WeightFile.open(file);
    }
}
