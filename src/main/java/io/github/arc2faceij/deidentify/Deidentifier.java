package io.github.arc2faceij.deidentify;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.PillowFilter;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.StartPicture;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.opencv.ConvexMask;
import io.github.arc2faceij.opencv.Seam;
import io.github.arc2faceij.pose.AlignedFace;
import io.github.arc2faceij.pose.FfhqAlignment;
import io.github.arc2faceij.pose.HeadShape;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.request.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws invented people in the places of faces on a photo. A drawing has the pose and the expression of the face, but the
 * head of the average person; it starts from the photo itself, which is kept around the face, so light and colours fit.
 *
 * <pre>{@code
 * Deidentifier deidentifier = new Deidentifier(arc2face, photo, faces, 512, progress);
 * List<GenerationRequest> requests = deidentifier.requests(invented, sampling, 1);
 * Picture result = deidentifier.insert(arc2face.generateFrames(requests, progress).pictures());
 * }</pre>
 */
public final class Deidentifier {

    /** What recipes say instead of the names of photos and people. */
    public static final String INVENTED = "invented people";

    /** Of the aligned face. */
    private static final double FEATHER = 0.06;

    private final Arc2Face arc2face;
    private final Picture photo;
    private final List<FoundFace> faces;
    private final List<AlignedFace> aligned;

    /**
     * @param arc2face the model
     * @param photo an upright photo; not changed
     * @param faces that are to be replaced
     * @param size width and height of what is drawn, in pixels
     * @param progress asked whether to stop
     */
    public Deidentifier(Arc2Face arc2face, Picture photo, List<FoundFace> faces, int size, Progress progress) {
        this.arc2face = arc2face;
        this.photo = photo;
        this.faces = List.copyOf(faces);
        this.aligned = faces.stream()
                .map(face -> FfhqAlignment.align(photo, face.face().landmarks(), size, progress))
                .toList();
    }

    /**
     * @param people who is drawn in the place of each face
     * @param sampling of one picture of the size for each face
     * @param strength how much of the face the noise hides at the start, more than 0, up to 1
     * @return what to draw, for each face
     * @throws io.github.arc2faceij.common.Arc2FaceException when the strength is out of its range
     */
    public List<GenerationRequest> requests(List<Identity> people, Sampling sampling, double strength) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            FoundFace face = faces.get(i);
            Picture square = aligned.get(i).picture();
            List<Point> outline = face.outline().points().stream()
                    .map(aligned.get(i)::toAligned)
                    .toList();
            Picture mask = ConvexMask.picture(outline, square.width(), square.height());
            StartPicture start = new StartPicture(square, strength, Optional.of(mask));
            HeadShape shape = arc2face.meanHead().withExpressionOf(face.head().shape());
            requests.add(new GenerationRequest(people.get(i), INVENTED, sampling)
                    .with(new PoseCondition(shape, face.head().pose().withRoll(0), 1, INVENTED))
                    .withStart(new StartRequest(start, INVENTED)));
        }
        return requests;
    }

    /**
     * @param drawn a picture for each face
     * @return the photo with these faces; where it has no colours, they have none either
     */
    public Picture insert(List<Picture> drawn) {
        Picture result = photo;
        boolean grey = isGrey(photo);
        for (int i = 0; i < faces.size(); i++) {
            Picture face = grey ? grey(drawn.get(i)) : drawn.get(i);
            double[] matrix = matrix(aligned.get(i), 1);
            double side = face.width() * Math.hypot(matrix[0], matrix[3]);
            if (side < face.width()) { // a warp alone would skip pixels
                int smaller = (int) Math.ceil(side);
                matrix = matrix(aligned.get(i), (double) face.width() / smaller);
                face = PillowFilter.Kernel.LANCZOS.resize(face, smaller, smaller);
            }
            result = Seam.insert(result, face, matrix, faces.get(i).outline().points(), FEATHER * side);
        }
        return result;
    }

    /** From the aligned picture, made smaller by a factor, to the photo; pixels have their centres at whole numbers. */
    private static double[] matrix(AlignedFace aligned, double factor) {
        double first = factor / 2 - 0.5;
        Point origin = aligned.toOriginal(new Point(first, first));
        Point right = aligned.toOriginal(new Point(first + factor, first));
        Point down = aligned.toOriginal(new Point(first, first + factor));
        return new double[] {
            right.x() - origin.x(), down.x() - origin.x(), origin.x(),
            right.y() - origin.y(), down.y() - origin.y(), origin.y()
        };
    }

    private static boolean isGrey(Picture picture) {
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return false;
            }
        }
        return true;
    }

    /** ITU-R BT.601. */
    private static Picture grey(Picture picture) {
        Picture grey = Picture.black(picture.width(), picture.height());
        for (int i = 0; i < grey.rgb().length; i += 3) {
            double luma = 0.299 * (picture.rgb()[i] & 0xff)
                    + 0.587 * (picture.rgb()[i + 1] & 0xff)
                    + 0.114 * (picture.rgb()[i + 2] & 0xff);
            grey.rgb()[i] = grey.rgb()[i + 1] = grey.rgb()[i + 2] = (byte) Math.round(luma);
        }
        return grey;
    }
}
