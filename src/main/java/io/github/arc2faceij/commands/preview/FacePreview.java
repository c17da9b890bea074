package io.github.arc2faceij.commands.preview;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.RoiListener;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Box;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.image.FaceMarks;
import io.github.arc2faceij.image.Photo;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Boxes around the faces that a command would use, while its dialog is open. They follow the choice in the dialog and
 * the image's selection; faces are looked for once, on a thread of its own.
 */
public final class FacePreview implements RoiListener, AutoCloseable {

    private final LatestTask worker = new LatestTask("Arc2Face face preview");
    private final Supplier<Arc2Face> arc2face;
    private final ImagePlus image;
    private final FaceMarks marks;
    private List<Face> faces;
    private FaceSearch searched;
    private volatile String choice;
    private volatile FaceSearch search;

    /** Gives up when the dialog is closed, also while a generation holds the model. */
    private final Progress progress = new Progress() {
        @Override
        public void report(String task, double fraction) {
            checkCancelled();
        }

        @Override
        public void checkCancelled() {
            if (worker.isClosed()) {
                throw new CancellationException();
            }
        }
    };

    private FacePreview(Supplier<Arc2Face> arc2face, ImagePlus image) {
        this.arc2face = arc2face;
        this.image = image;
        this.marks = new FaceMarks(image);
    }

    /**
     * @param arc2face gives the model, on another thread
     * @param image to be marked
     * @return to be closed with the dialog; marks nothing where there is no window
     */
    public static FacePreview of(Supplier<Arc2Face> arc2face, ImagePlus image) {
        FacePreview preview = new FacePreview(arc2face, image);
        if (GraphicsEnvironment.isHeadless() || image == null || image.getWindow() == null) {
            preview.worker.close();
        } else {
            Roi.addRoiListener(preview);
        }
        return preview;
    }

    /**
     * @param label of the faces that are chosen now
     * @param wanted whether small faces are looked for
     */
    public void show(String label, FaceSearch wanted) {
        if (!worker.isClosed() && !(label.equals(choice) && wanted == search)) {
            choice = label;
            search = wanted;
            worker.submit(this::mark);
        }
    }

    private void mark() {
        List<Box> boxes = List.of();
        try {
            Photo photo = Photo.of(image);
            FaceSearch wanted = search;
            if (wanted != searched) {
                faces = arc2face.get().detect(photo.picture(), FaceAnalyzer.DEFAULT_CONFIDENCE, wanted, progress);
                searched = wanted;
            }
            boxes = boxes(photo);
        } finally {
            show(boxes);
        }
    }

    private void show(List<Box> boxes) {
        EventQueue.invokeLater(() -> {
            if (!worker.isClosed()) {
                marks.show(boxes);
            }
        });
    }

    private List<Box> boxes(Photo photo) {
        return FaceChoice.of(choice).choose(faces, photo.selection()).stream()
                .map(face -> photo.inImage(face).box())
                .toList();
    }

    @Override
    public void roiModified(ImagePlus changed, int id) {
        if (changed == image) {
            worker.submit(this::mark);
        }
    }

    @Override
    public void close() {
        if (!worker.isClosed()) {
            Roi.removeRoiListener(this);
            worker.close();
            EventQueue.invokeLater(marks::close);
        }
    }
}
