package io.github.arc2faceij.image;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.face.Box;
import io.github.arc2faceij.face.Face;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * An open image as the face networks want to see it, upright, and the way back to its own pixels.
 *
 * @param image what the user has open
 * @param picture what its current slice shows, upright
 * @param orientation how the picture was turned, as {@link ExifOrientation} counts; 1 when it was not
 */
public record Photo(ImagePlus image, Picture picture, int orientation) {

    /**
     * @param image an open image of any type; null when there is none
     * @return its current slice
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is no image, or when it is too large
     */
    public static Photo of(ImagePlus image) {
        Picture shown = PictureReader.currentSlice(image);
        int orientation = StoredOrientation.of(image, shown);
        return new Photo(image, ExifOrientation.upright(shown, orientation), orientation);
    }

    /**
     * @return the bounds of the parts of the image's selection in the upright picture: of a composite selection its
     *     shapes, of a multi-point selection its points unless they are the landmarks of one face; empty when there is
     *     none
     */
    public List<Box> selection() {
        Roi roi = image.getRoi();
        if (roi == null) {
            return List.of();
        }
        return SelectionParts.of(roi).stream().map(this::upright).toList();
    }

    /** ImageJ counts areas from the upper left corner of pixel (0,0), we from its centre. */
    private Box upright(Rectangle2D bounds) {
        Box stored =
                new Box(bounds.getMinX() - 0.5, bounds.getMinY() - 0.5, bounds.getMaxX() - 0.5, bounds.getMaxY() - 0.5);
        return ExifOrientation.toUpright(stored, orientation, image.getWidth(), image.getHeight());
    }

    /**
     * @param face in the upright picture
     * @return the same face in the pixels of the image; "left" stays the side where it is left in the upright picture
     */
    public Face inImage(Face face) {
        return new Face(
                ExifOrientation.toStored(face.box(), orientation, image.getWidth(), image.getHeight()),
                face.score(),
                new Landmarks(
                        face.landmarks().points().stream().map(this::inImage).toList()),
                face.fivePoints().stream().map(this::inImage).toList(),
                face.turn(),
                face.length());
    }

    /**
     * @param point in pixels of the image
     * @return the same place in the upright picture
     */
    public Point upright(Point point) {
        return ExifOrientation.toUpright(point, orientation, image.getWidth(), image.getHeight());
    }

    /**
     * @param point in the upright picture
     * @return the same place in pixels of the image
     */
    public Point inImage(Point point) {
        return ExifOrientation.toStored(point, orientation, image.getWidth(), image.getHeight());
    }

    /**
     * @param upright a picture of the upright picture's size
     * @return the same picture turned as the image is
     */
    public Picture inImage(Picture upright) {
        return ExifOrientation.stored(upright, orientation);
    }
}
