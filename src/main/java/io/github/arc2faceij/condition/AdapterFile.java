package io.github.arc2faceij.condition;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.ModelFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a condition needs from the model's folder.
 *
 * @param what needs it, at the beginning of a sentence: {@code "An expression"}
 * @param bundle of Install Models... that it comes with: {@code "Expression Adapter"}
 * @param instead what the user may do without it: {@code "go without"}
 */
public record AdapterFile(String what, String bundle, String instead) {

    /**
     * @param folder of the model
     * @param file in it, if it is there
     * @return the file
     * @throws Arc2FaceException when the model lacks it, with what to install
     */
    public Path in(ModelFolder folder, Optional<Path> file) {
        return file.orElseThrow(() -> missing(folder));
    }

    private Arc2FaceException missing(ModelFolder folder) {
        boolean bundled = folder.equals(ModelFolder.bundled());
        String advice = bundled
                ? "Fetch Arc2Face and " + bundle + " with Install Models..., choose that folder as model in Edit >"
                        + " Options > Arc2Face..."
                : "Fetch the bundle " + bundle + " with Install Models... into the folder " + folder.root();
        return new Arc2FaceException(what + " needs the " + bundle + ", which "
                + (bundled ? "the bundled model" : "the model " + folder.name()) + " does not have. " + advice + ", or "
                + instead
                + ".");
    }
}
