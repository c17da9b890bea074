package io.github.arc2faceij.models;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The face networks of a model folder: InsightFace's when it has a folder {@code antelopev2}, else those of the bundled
 * model. Names are relative to the model folder.
 */
final class FaceFiles {

    static final String ANTELOPE = "antelopev2/";

    private static final String ARCFACE = "arcface.onnx";
    private static final String BUNDLED_RECOGNISER = "recognizer.onnx";
    private static final List<String> BUNDLED = List.of("detector.onnx", "landmarks68.onnx", BUNDLED_RECOGNISER);

    private FaceFiles() {}

    /** @return what has to be there */
    static List<String> of(Path root) {
        return hasAntelope(root)
                ? List.of(ANTELOPE + "scrfd_10g_bnkps.onnx", ANTELOPE + "1k3d68.onnx", arcFace(root))
                : BUNDLED;
    }

    /** @return whether one of them is there */
    static boolean hasAny(Path root) {
        return hasAntelope(root) || BUNDLED.stream().anyMatch(file -> Files.exists(root.resolve(file)));
    }

    static boolean hasAntelope(Path root) {
        return Files.isDirectory(root.resolve(ANTELOPE));
    }

    /** @return in antelopev2, where the Python project wants the recogniser, or beside it, as it is published */
    static String arcFace(Path root) {
        boolean isOnlyBeside =
                Files.isRegularFile(root.resolve(ARCFACE)) && !Files.exists(root.resolve(ANTELOPE + ARCFACE));
        return isOnlyBeside ? ARCFACE : ANTELOPE + ARCFACE;
    }

    /** @return what to know when some are missing, with a blank before it; often nothing */
    static String advice(Path root) {
        if (!hasAntelope(root)) {
            boolean hasNone = BUNDLED.stream().noneMatch(file -> Files.exists(root.resolve(file)));
            return hasNone ? " You can use the folder antelopev2 with arcface.onnx instead of the last three." : "";
        }
        boolean hasGlintr = Files.exists(root.resolve(ANTELOPE + "glintr100.onnx"));
        return hasGlintr && !Files.exists(root.resolve(arcFace(root)))
                ? " The glintr100.onnx in antelopev2 is another recogniser, and Arc2Face cannot use its"
                        + " numbers. Use the arcface.onnx that is published with Arc2Face."
                : "";
    }

    /** @throws Arc2FaceException when a model would understand the identities of one of its two recognisers only */
    static void requireOneRecogniser(Path root) {
        if (hasAntelope(root) && Files.exists(root.resolve(BUNDLED_RECOGNISER))) {
            throw new Arc2FaceException("The model folder " + root + " holds two recognisers, " + BUNDLED_RECOGNISER
                    + " and " + arcFace(root)
                    + ", but the model was trained with only one of them. Move the other one out of the"
                    + " folder: the published Arc2Face needs " + ARCFACE + ", the bundled model " + BUNDLED_RECOGNISER
                    + ".");
        }
    }
}
