package io.github.arc2faceij;

import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.onnx.Device;
import java.nio.file.Path;

/**
 * What is chosen once and not per picture.
 *
 * @param model the model's folder; empty for the bundled model
 * @param device where the networks run
 */
public record Settings(String model, Device device) {

    /** The bundled model on the CPU: what a fresh installation has. */
    public static final Settings DEFAULT = new Settings("", Device.CPU);

    /**
     * @return the chosen folder, or the bundled model's
     * @throws io.github.arc2faceij.common.Arc2FaceException when the folder or a file in it is missing
     */
    public ModelFolder modelFolder() {
        return model.isBlank() ? ModelFolder.bundled() : new ModelFolder(Path.of(model.strip()));
    }
}
