package io.github.arc2faceij.commands.preview;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.image.FaceOverlay;
import io.github.arc2faceij.image.Photo;
import java.util.List;
import java.util.function.Supplier;

/**
 * Boxes around the faces that a command would use, while its dialog is open. They follow the choice in the dialog and
 * the image's selection; faces are looked for once.
 */
public final class FacePreview extends OverlayPreview {

    private final Supplier<Arc2Face> arc2face;
    private List<Face> faces;
    private FaceSearch searched;
    private volatile String choice;
    private volatile FaceSearch search;

    private FacePreview(Supplier<Arc2Face> arc2face, ImagePlus image) {
        super("Arc2Face face preview", image);
        this.arc2face = arc2face;
    }

    /**
     * @param arc2face gives the model, on another thread
     * @param image to be marked
     * @return to be closed with the dialog; marks nothing where there is no window
     */
    public static FacePreview of(Supplier<Arc2Face> arc2face, ImagePlus image) {
        FacePreview preview = new FacePreview(arc2face, image);
        preview.start();
        return preview;
    }

    /**
     * @param label of the faces that are chosen now
     * @param wanted whether small faces are looked for
     */
    public void show(String label, FaceSearch wanted) {
        if (!(label.equals(choice) && wanted == search)) {
            choice = label;
            search = wanted;
            refresh();
        }
    }

    @Override
    List<Roi> marks() {
        Photo photo = Photo.of(image());
        FaceSearch wanted = search;
        if (wanted != searched) {
            faces = arc2face.get().detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, wanted, progress);
            searched = wanted;
        }
        return FaceChoice.of(choice).choose(faces, photo.selection()).stream()
                .map(face -> mark(photo.inImage(face)))
                .toList();
    }

    private static Roi mark(Face face) {
        Roi mark = FaceOverlay.box(face.box());
        mark.setName("Arc2Face will use this face");
        return mark;
    }
}
