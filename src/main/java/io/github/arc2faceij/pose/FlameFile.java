package io.github.arc2faceij.pose;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.WholeFile;
import io.github.arc2faceij.numpy.Npy;
import io.github.arc2faceij.numpy.PickledArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads FLAME (Li et al., Learning a model of facial shape and expression from 4D scans, 2017), the head model that
 * Arc2Face's ControlNet was trained with: the official {@code generic_model.pkl} without running any of its code, or the
 * same arrays as {@code .npz}, with DECA's {@code landmark_embedding.npy} beside it. Axes are those of
 * {@link HeadModel}; the unit is the metre. The jaw's opening is the last expression field.
 */
final class FlameFile {

    private static final String EMBEDDING = "landmark_embedding.npy";

    /** DECA's has 32 kB. */
    private static final long LONGEST_EMBEDDING = 1 << 24;

    /** {@code shapedirs} holds 300 identity fields, then 100 of expression; those that EMOCA uses are taken. */
    private static final int IDENTITY_FIELDS = 300;

    private static final int FIELDS = 400;
    private static final int USED_IDENTITY_FIELDS = 100;
    private static final int USED_EXPRESSION_FIELDS = 50;

    private FlameFile() {}

    static HeadModel read(Path file) {
        Path embedding = file.resolveSibling(EMBEDDING);
        if (!Files.isRegularFile(embedding)) {
            throw new Arc2FaceException("FLAME's file does not say where the 68 landmarks are, and \"" + embedding
                    + "\" is missing. Copy DECA's " + EMBEDDING + " there.");
        }
        try {
            return model(file, embedding);
        } catch (IOException | ClassCastException | IndexOutOfBoundsException e) {
            throw new Arc2FaceException(
                    "The head model \"" + file + "\" or its landmarks cannot be read: " + e.getMessage()
                            + ". Use FLAME's official generic_model.pkl, or an .npz of its arrays "
                            + String.join(
                                    ", ", FlameArrays.NAMES.stream().sorted().toList()) + ".",
                    e);
        }
    }

    private static HeadModel model(Path file, Path embedding) throws IOException {
        FlameArrays arrays = FlameArrays.read(file);
        Tensor mean = arrays.numbers("v_template");
        Tensor fields = fields(arrays.numbers("shapedirs"), mean.dim(0));
        Tensor expression = fields.slice(IDENTITY_FIELDS, IDENTITY_FIELDS + USED_EXPRESSION_FIELDS);
        int[] triangles = arrays.integers("f");
        return new HeadParts(
                        file,
                        mean,
                        fields.slice(0, USED_IDENTITY_FIELDS),
                        Tensor.concat(expression, FlameJaw.field(arrays, mean)),
                        triangles,
                        landmarks(embedding, triangles))
                .model();
    }

    /** [n, 3, fields] to [fields, n, 3]. */
    private static Tensor fields(Tensor directions, int vertices) throws IOException {
        int numbers = 3 * vertices;
        if (directions.dim(-1) != FIELDS || directions.size() != numbers * FIELDS) {
            throw new IOException("shapedirs has the shape " + directions.shapeText() + ", not [" + vertices + ", 3, "
                    + FIELDS + "]");
        }
        Tensor fields = Tensor.zeros(FIELDS, vertices, 3);
        for (int i = 0; i < numbers; i++) {
            for (int k = 0; k < FIELDS; k++) {
                fields.data()[k * numbers + i] = directions.data()[i * FIELDS + k];
            }
        }
        return fields;
    }

    /** Triangles and barycentric weights of the full set of 68 points. */
    private static WeightedVertices landmarks(Path embedding, int[] triangles) throws IOException {
        Object sets = PickledArrays.single(Npy.readObject(WholeFile.bytes(embedding, LONGEST_EMBEDDING)));
        FlameArrays arrays = new FlameArrays((Map<?, ?>) sets);
        float[] weights = arrays.numbers("full_lmk_bary_coords").data();
        List<int[]> corners = new ArrayList<>();
        List<float[]> shares = new ArrayList<>();
        for (int triangle : arrays.integers("full_lmk_faces_idx")) {
            int at = 3 * corners.size();
            corners.add(new int[] {triangles[3 * triangle], triangles[3 * triangle + 1], triangles[3 * triangle + 2]});
            shares.add(new float[] {weights[at], weights[at + 1], weights[at + 2]});
        }
        return new WeightedVertices(corners, shares);
    }
}
