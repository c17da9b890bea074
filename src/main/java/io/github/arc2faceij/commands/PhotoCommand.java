package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.image.Photo;
import org.scijava.plugin.Parameter;

/** A command that works on the current slice of an image. */
abstract class PhotoCommand extends Arc2FaceCommand {

    @Parameter(
            label = "Image",
            description = "The photo. The command uses its current slice.",
            required = false,
            persist = false)
    private ImagePlus image;

    /** @return the image of the dialog or the macro, or null when none is open */
    final ImagePlus image() {
        return image;
    }

    /**
     * @return the current slice
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is none
     */
    final Photo photo() {
        return Photo.of(image);
    }
}
