package io.github.arc2faceij.commands;

import io.github.arc2faceij.commands.keys.PictureSet;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.prepare.EyeFrame;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** A command on all pictures of a stack or of a folder, whose eyes it brings to the same places. */
abstract class PictureSetCommand extends PhotoCommand {

    @Parameter(
            label = "Folder",
            description = "Full path of a folder of pictures. Leave it empty to use all slices of the image.",
            style = FileWidget.DIRECTORY_STYLE,
            required = false,
            persist = false)
    private String folder = "";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading", required = false, persist = false)
    private final String eyesHeading = "<html><b>Eyes</b></html>";

    @Parameter(
            label = "Width (px)",
            description = "Width of the aligned pictures in pixels, 1 to 4096.",
            min = "1",
            max = "4096",
            persist = false)
    private int width = 384;

    @Parameter(
            label = "Height (px)",
            description = "Height of the aligned pictures in pixels, 1 to 4096.",
            min = "1",
            max = "4096",
            persist = false)
    private int height = 480;

    @Parameter(
            label = "Distance of the eyes (px)",
            description = "From the middle of one eye to that of the other one in the aligned pictures, in pixels.",
            min = "1",
            max = "4096",
            persist = false)
    private double distance = 128;

    @Parameter(
            label = "Eyes across (%)",
            description = "Where the middle between the eyes is in the aligned pictures, in percent of their width"
                    + " from the left.",
            min = "0",
            max = "100",
            persist = false)
    private double across = 50;

    @Parameter(
            label = "Eyes down (%)",
            description = "Where the middle between the eyes is in the aligned pictures, in percent of their height"
                    + " from the top.",
            min = "0",
            max = "100",
            persist = false)
    private double down = 39;

    /**
     * @param progress asked whether to stop
     * @return the pictures of the folder or the image
     * @throws io.github.arc2faceij.common.Arc2FaceException when there are none
     */
    final PictureSet pictures(Progress progress) {
        return PictureSet.of(image(), folder, progress);
    }

    /**
     * @return where the eyes are to be
     * @throws io.github.arc2faceij.common.Arc2FaceException when a number is out of range
     */
    final EyeFrame frame() {
        return new EyeFrame(width, height, distance, new Point(across / 100 * width - 0.5, down / 100 * height - 0.5));
    }
}
