package io.github.arc2faceij;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Pipeline;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.models.ModelFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What is chosen once and not per picture.
 *
 * @param model the model's folder; empty for the bundled model
 * @param device where the networks run
 * @param head the head model's folder or FLAME file; empty for the bundled head
 */
public record Settings(String model, Device device, String head) {

    /** The bundled model on the CPU: what a fresh installation has. */
    public static final Settings DEFAULT = new Settings("", Device.CPU);

    /**
     * With the bundled head.
     *
     * @param model the model's folder; empty for the bundled model
     * @param device where the networks run
     */
    public Settings(String model, Device device) {
        this(model, device, "");
    }

    /**
     * @return the chosen folder, or the bundled model's
     * @throws Arc2FaceException when the folder or a file in it is missing
     */
    public ModelFolder modelFolder() {
        return model.isBlank() ? ModelFolder.bundled() : new ModelFolder(modelPath());
    }

    /**
     * @return the chosen folder, which need not be there
     * @throws Arc2FaceException when that is no path
     */
    public Path modelPath() {
        return path("model folder", model);
    }

    private static Path path(String what, String text) {
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new Arc2FaceException(
                    "The " + what + " \"" + text + "\" is not a path (" + e.getReason() + "). Choose another one in"
                            + " Edit > Options > Arc2Face....",
                    e);
        }
    }

    /**
     * Reads no weights and waits for nobody.
     *
     * @return the side of the square pictures that the chosen model was trained with, in pixels
     * @throws Arc2FaceException when the folder or a file in it is missing
     */
    public int pictureSize() {
        ModelFolder folder = modelFolder();
        return Pipeline.nativeSize(folder.unet(), folder.vae());
    }

    /**
     * @return the chosen head model's folder or file, or the bundled head's folder
     * @throws Arc2FaceException when there is no such file or folder
     */
    public Path headModel() {
        if (head.isBlank()) {
            return Bundled.folder("head");
        }
        Path path = path("head model", head);
        if (!Files.exists(path)) {
            throw new Arc2FaceException("There is no head model \"" + path
                    + "\". Give the full path of FLAME's generic_model.pkl or of an .npz file of it, or"
                    + " leave it empty for the bundled head.");
        }
        return path;
    }
}
