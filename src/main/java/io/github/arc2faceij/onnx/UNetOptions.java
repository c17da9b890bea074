package io.github.arc2faceij.onnx;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a UNet is changed by when it is loaded. The files stay where they lie and as they are.
 *
 * @param loras added to the weights, all of them
 */
public record UNetOptions(List<Lora> loras) {

    /** The UNet as it was published. */
    public static final UNetOptions NONE = new UNetOptions(List.of());

    /** @param loras copied */
    public UNetOptions {
        loras = List.copyOf(loras);
    }

    /**
     * ONNX Runtime reads weights only from below one folder.
     *
     * @param unet the UNet's folder
     * @return the deepest folder that holds the UNet and every adapter
     * @throws Arc2FaceException when there is none, for a file lies on another drive
     */
    public Path commonFolder(Path unet) {
        Path common = unet.toAbsolutePath().normalize();
        for (Lora lora : loras) {
            Path file = lora.file().toAbsolutePath().normalize();
            while (common != null && !file.startsWith(common)) {
                common = common.getParent();
            }
            if (common == null) {
                throw new Arc2FaceException("The file " + file + " is on another drive than the model " + unet
                        + ". Copy it to the model's drive.");
            }
        }
        return common;
    }
}
