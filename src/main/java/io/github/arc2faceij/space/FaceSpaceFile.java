package io.github.arc2faceij.space;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.numpy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Face spaces on disk: a NumPy archive (.npz) of float32 arrays.
 *
 * <ul>
 *   <li>{@code mean} [1, 512], {@code axes} [k, 512] and {@code deviations} [1, k], as {@link FaceSpace} has them
 *   <li>{@code about} [1, 3]: variance, number of faces, norm
 *   <li>{@code recogniser} [1, 32]: the bytes of its SHA-256, 0..255
 * </ul>
 */
public final class FaceSpaceFile {

    /** How the names of such files end. */
    public static final String SUFFIX = ".npz";

    private static final String MEAN = "mean";
    private static final String AXES = "axes";
    private static final String DEVIATIONS = "deviations";
    private static final String ABOUT = "about";
    private static final String RECOGNISER = "recogniser";

    /** 512 axes in double precision, with a header. */
    private static final int LONGEST = (1 << 21) + (1 << 12);

    private static final int HASH_BYTES = 32;
    private static final double TOLERANCE = 1e-3;

    private FaceSpaceFile() {}

    /** @return the space that travels in the plugin: of drawn heads, for the bundled recogniser */
    public static FaceSpace bundled() {
        return read(Bundled.folder("space").resolve("people.npz"));
    }

    /**
     * A file of this name is replaced when the new one is complete.
     *
     * @param file its name ends in .npz
     * @param space to be saved, in float32
     * @throws Arc2FaceException when the name ends otherwise, or the file cannot be written
     */
    public static void write(Path file, FaceSpace space) {
        requireName(file);
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put(MEAN, rows(space.mean()));
        arrays.put(AXES, rows(space.axes()));
        arrays.put(DEVIATIONS, rows(space.deviations()));
        arrays.put(ABOUT, rows(new double[] {space.variance(), space.faces(), space.norm()}));
        arrays.put(RECOGNISER, hash(space.recogniser()));
        CompleteFile.write(file, Npz.write(arrays));
    }

    /**
     * @param file that is to be written
     * @throws Arc2FaceException when its name does not end in .npz
     */
    public static void requireName(Path file) {
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            throw new Arc2FaceException("A face space cannot be saved in \"" + file.getFileName()
                    + "\". Choose a name that ends in " + SUFFIX + ".");
        }
    }

    /**
     * @param file that {@link #write} made, or another program in the same form
     * @return the space
     * @throws Arc2FaceException when it is missing, damaged, or holds something else
     */
    public static FaceSpace read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException(
                    "There is no file \"" + file
                            + "\". Choose a face space (.npz) that Face Space... saved, or leave it empty for the bundled one.");
        }
        try {
            return space(Npz.read(file, Set.of(MEAN, AXES, DEVIATIONS, ABOUT, RECOGNISER), LONGEST));
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The face space \"" + file + "\" cannot be read: "
                            + String.valueOf(e.getMessage()).replaceFirst("\\.$", "") + ".",
                    e);
        }
    }

    private static FaceSpace space(Map<String, Object> arrays) throws IOException {
        double[][] axes = rows(arrays, AXES, Identity.LENGTH);
        double[] deviations = rows(arrays, DEVIATIONS, axes.length)[0];
        double[] about = rows(arrays, ABOUT, 3)[0];
        double kept = 0;
        for (double deviation : deviations) {
            require(deviation > 0, "a deviation is " + deviation);
            kept += deviation * deviation;
        }
        require(axes.length <= Identity.LENGTH, "it has " + axes.length + " axes");
        require(about[0] >= kept * (1 - TOLERANCE), "its variance is less than that of its axes");
        require(about[1] > axes.length && about[1] <= Integer.MAX_VALUE, "it says that it has " + about[1] + " faces");
        require(about[2] > 0, "its norm is " + about[2]);
        requireRightAngles(axes);
        return new FaceSpace(
                rows(arrays, MEAN, Identity.LENGTH)[0],
                axes,
                deviations,
                about[0],
                (int) about[1],
                about[2],
                recogniser(rows(arrays, RECOGNISER, HASH_BYTES)[0]));
    }

    private static void requireRightAngles(double[][] axes) throws IOException {
        for (int i = 0; i < axes.length; i++) {
            for (int j = 0; j <= i; j++) {
                double off = Math.abs(Vectors.dot(axes[i], axes[j]) - (i == j ? 1 : 0));
                require(off < TOLERANCE, "its axes are not of unit length and at right angles");
            }
        }
    }

    /** An array of rows of that length, at least one, all numbers finite. */
    private static double[][] rows(Map<String, Object> arrays, String name, int length) throws IOException {
        if (!(arrays.get(name) instanceof Tensor tensor)) {
            throw new IOException("it has no numbers named " + name);
        }
        require(
                tensor.shape().length == 2 && tensor.dim(0) > 0 && tensor.dim(1) == length,
                "its array " + name + " is " + tensor.shapeText() + ", not [n, " + length + "]");
        double[][] rows = new double[tensor.dim(0)][length];
        for (int i = 0; i < tensor.size(); i++) {
            float value = tensor.data()[i];
            require(Float.isFinite(value), "a number of its array " + name + " is " + value);
            rows[i / length][i % length] = value;
        }
        return rows;
    }

    private static String recogniser(double[] numbers) throws IOException {
        byte[] hash = new byte[HASH_BYTES];
        for (int i = 0; i < hash.length; i++) {
            require(numbers[i] >= 0 && numbers[i] <= 255 && numbers[i] == Math.rint(numbers[i]), "its recogniser");
            hash[i] = (byte) (int) numbers[i];
        }
        return HexFormat.of().formatHex(hash);
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("it is damaged (" + otherwise + ")");
        }
    }

    private static Tensor hash(String recogniser) {
        byte[] bytes = HexFormat.of().parseHex(recogniser);
        double[] numbers = new double[bytes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes[i] & 0xff;
        }
        return rows(numbers);
    }

    private static Tensor rows(double[]... rows) {
        Tensor tensor = Tensor.zeros(rows.length, rows[0].length);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return tensor;
    }
}
