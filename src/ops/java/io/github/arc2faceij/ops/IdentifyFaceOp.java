package io.github.arc2faceij.ops;

import ij.ImagePlus;
import io.github.arc2faceij.commands.Arc2FaceOptions;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.Photo;
import net.imagej.ops.Op;
import net.imagej.ops.special.function.AbstractBinaryFunctionOp;
import org.scijava.Context;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * The identity of a face that {@link DetectFacesOp} found, 512 numbers of unit length:
 * {@code ops.run("faces.identify", image, face)}.
 */
@Plugin(type = Op.class, name = "faces.identify")
public class IdentifyFaceOp extends AbstractBinaryFunctionOp<ImagePlus, Face, Identity> {

    @Parameter
    private Context context;

    @Override
    public Identity calculate(ImagePlus image, Face face) {
        return Arc2FaceOptions.arc2face(context).identify(Photo.of(image).picture(), face, Progress.NONE);
    }
}
