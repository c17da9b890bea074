package io.github.arc2faceij.ops;

import ij.ImagePlus;
import io.github.arc2faceij.commands.Arc2FaceOptions;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.image.Photo;
import java.util.List;
import net.imagej.ops.Op;
import net.imagej.ops.special.function.AbstractUnaryFunctionOp;
import org.scijava.Context;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * The faces of an image's current slice, best score first: {@code ops.run("faces.detect", image)}, or with the smallest
 * score as a second argument, 0..1. They lie in the upright picture, where {@link IdentifyFaceOp} looks for them.
 */
@Plugin(type = Op.class, name = "faces.detect")
public class DetectFacesOp extends AbstractUnaryFunctionOp<ImagePlus, List<Face>> {

    @Parameter
    private Context context;

    @Parameter(required = false)
    private double confidence = FaceAnalyzer.DEFAULT_CONFIDENCE;

    @Override
    public List<Face> calculate(ImagePlus image) {
        return Arc2FaceOptions.arc2face(context).detect(Photo.of(image).picture(), confidence, Progress.NONE);
    }
}
