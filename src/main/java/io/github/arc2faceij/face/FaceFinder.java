package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Finds the faces of a picture. A look at the picture as it is settles it where all faces stand upright, are well seen and
 * of usual size. Where there is none, or a doubtful one, the picture is looked at again: with a border, and turned by steps
 * of 45 degrees. The embeddings decide: that of a face which is read upside down, or of what is no face, is short.
 */
final class FaceFinder {

    private static final int STEP = 45;

    /** Who asks for less sure faces gets them from the picture as it is, unjudged: there may be hundreds. */
    private static final double SURE = FaceAnalyzer.DEFAULT_CONFIDENCE;

    /** Networks follow a face that is turned as far as this, in degrees. */
    private static final double FARTHEST_ROLL = 40;

    /** The picture as it is counts more than a view of it that shows about the same. */
    private static final double AS_IT_IS = 1.1;

    /** A view with a border shows the face smaller. */
    private static final double BORDERED = 0.95;

    /** What is shorter than this share of a face elsewhere was no face, where none stands upright. */
    private static final double NO_FACE = 0.65;

    /** What is shorter than this share of a good embedding is no small face: of dozens of looks, some see faces in anything. */
    private static final double SMALL_FACE = 0.8;

    /** Boxes that share more than this part of the smaller one are of the same face. */
    private static final double SAME_FACE = 0.4;

    /** A box of less than this share of another one's area shows a part of that face at most. */
    private static final double PART = 0.5;

    private final FacePipeline networks;
    private final FaceReader reader;

    FaceFinder(FacePipeline networks, FaceReader reader) {
        this.networks = networks;
        this.reader = reader;
    }

    /** @return the faces, best score first */
    List<Face> find(Picture picture, double confidence, FaceSearch search, Progress progress) {
        List<Face> faces = asItIs(picture, confidence, progress);
        double done = faces.isEmpty() ? 0 : faces.size() / (faces.size() + 1.0);
        if (faces.isEmpty() || faces.stream().anyMatch(face -> isDoubtful(face, picture))) {
            faces = again(picture, faces, Math.max(SURE, confidence), progress.part(done, done));
        }
        if (search == FaceSearch.ALWAYS
                || search == FaceSearch.WHERE_NONE && faces.stream().noneMatch(this::isFound)) {
            Progress rest = progress.part(done, 1);
            List<Detection> small = Tiles.search(networks.detector(), picture, Math.max(SURE, confidence), rest);
            faces = withSmall(picture, faces, small, rest.part(1, 1));
        }
        return faces.stream()
                .sorted(Comparator.comparingDouble(Face::score).reversed())
                .toList();
    }

    private List<Face> asItIs(Picture picture, double confidence, Progress progress) {
        progress.report("Detecting faces", 0);
        List<Detection> detections = networks.detector().detect(picture, confidence, progress);
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < detections.size(); i++) {
            progress.report("Landmarks " + (i + 1) + "/" + detections.size(), (i + 1.0) / (detections.size() + 1));
            reader.face(picture, detections.get(i), 0, progress)
                    .map(face -> face.score() < SURE ? face : reader.withLength(picture, face, progress))
                    .ifPresent(faces::add);
        }
        return faces;
    }

    private boolean isDoubtful(Face face, Picture picture) {
        return face.score() >= SURE
                && (face.length() < networks.leastLength()
                        || Math.abs(face.roll()) > FARTHEST_ROLL
                        || fills(face, picture));
    }

    private boolean fills(Face face, Picture picture) {
        double share = networks.largestShare();
        return face.box().width() > share * picture.width() || face.box().height() > share * picture.height();
    }

    /** One that is well seen, or that nobody judged. */
    private boolean isFound(Face face) {
        return face.score() < SURE || face.length() >= networks.leastLength();
    }

    private List<Face> again(Picture picture, List<Face> before, double confidence, Progress progress) {
        List<Face> upright =
                before.stream().filter(face -> !isDoubtful(face, picture)).toList();
        Map<Face, Double> others = new LinkedHashMap<>();
        for (int turn = 0; turn < 360; turn += STEP) {
            progress.report(
                    turn == 0 ? "Looking again with a border" : "Looking again, turned by " + turn + " degrees", 0);
            for (double margin : margins(turn)) {
                View view = View.whole(picture, turn, margin);
                readings(picture, view, upright, confidence, progress)
                        .forEach(face -> others.put(face, evidence(face) * (margin > 0 ? BORDERED : 1)));
            }
        }
        return chosen(picture, before, others);
    }

    private static double[] margins(int turn) {
        if (turn == 0) {
            return new double[] {0.5, 1};
        }
        return turn % 90 == 0 ? new double[] {0, 0.5} : new double[] {0}; // an oblique picture has room in its corners
    }

    /** What a view shows of faces that are not those which are known for sure. */
    private List<Face> readings(Picture picture, View view, List<Face> sure, double confidence, Progress progress) {
        return networks.detector().detect(view.canvas(), confidence, progress).stream()
                .map(view::inPicture)
                .filter(detection -> sure.stream().noneMatch(face -> isSeenBy(face, detection.box())))
                .flatMap(detection -> reader.face(picture, detection, view.turn(), progress).stream())
                .map(face -> reader.withLength(picture, face, progress))
                .toList();
    }

    /** Of each face the best reading; one of nothing that was there before has to be a good one. */
    private List<Face> chosen(Picture picture, List<Face> before, Map<Face, Double> others) {
        List<Face> good = others.keySet().stream()
                .filter(face -> evidence(face) >= networks.leastLength() || !isNew(face.box(), before))
                .toList();
        List<Face> kept = best(
                before,
                good,
                face -> before.contains(face)
                        ? evidence(face) * (fills(face, picture) ? 1 : AS_IT_IS)
                        : others.get(face));
        double strongest = kept.stream().mapToDouble(FaceFinder::evidence).max().orElse(0);
        if (kept.stream().noneMatch(face -> before.contains(face) && !isDoubtful(face, picture))) {
            kept.removeIf(face -> before.contains(face) && evidence(face) < NO_FACE * strongest);
        }
        return kept;
    }

    /** One reading of each face, that with most evidence; what one look tells apart stays apart. */
    private static List<Face> best(List<Face> oneLook, List<Face> others, ToDoubleFunction<Face> evidence) {
        List<Face> kept = new ArrayList<>();
        Stream.concat(oneLook.stream(), others.stream())
                .sorted(Comparator.comparingDouble(evidence).reversed())
                .filter(face -> kept.stream()
                        .filter(other -> !oneLook.contains(face) || !oneLook.contains(other))
                        .noneMatch(other -> isSame(other, face.box())))
                .forEachOrdered(kept::add);
        return kept;
    }

    private List<Face> withSmall(Picture picture, List<Face> faces, List<Detection> small, Progress progress) {
        List<Face> sure =
                faces.stream().filter(face -> !isDoubtful(face, picture)).toList();
        List<Face> readings = new ArrayList<>();
        for (Detection detection : small) {
            progress.report("Looking at small faces", 0);
            if (isNew(detection.box(), sure)) {
                reader.face(picture, detection, 0, progress)
                        .map(face -> reader.withLength(picture, face, progress))
                        .filter(face -> face.length() >= SMALL_FACE * networks.leastLength())
                        .ifPresent(readings::add);
            }
        }
        return best(faces, readings, face -> sure.contains(face) ? Double.MAX_VALUE : evidence(face));
    }

    /** The length counts less the farther the face is from upright in the view in which it was read. */
    private static double evidence(Face face) {
        return face.length() * Math.cos(Math.toRadians(face.roll() + face.turn()));
    }

    /** Not where the face is no more than a part of the box, as an eye that was taken for one. */
    private static boolean isSeenBy(Face face, Box box) {
        return isSame(face, box) && face.box().area() > PART * box.area();
    }

    private static boolean isNew(Box box, List<Face> faces) {
        return faces.stream().noneMatch(face -> isSame(face, box));
    }

    private static boolean isSame(Face face, Box box) {
        return face.box().sharedPart(box) > SAME_FACE;
    }
}
