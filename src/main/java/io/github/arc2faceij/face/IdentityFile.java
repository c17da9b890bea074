package io.github.arc2faceij.face;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.common.WholeFile;
import io.github.arc2faceij.numpy.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Identities on disk: one row of 512 numbers each, as NumPy file ({@code .npy}, float32 [n, 512]) or as text
 * ({@code .csv}, a header and n lines, decimal points in every country). Neither can say which recogniser the numbers
 * come from, so a small file beside, {@code faces.npy.json} for {@code faces.npy}, names it and keeps the norms. NumPy
 * files are read back, also those of other programs ([n, 512] or [512], float32 or float64).
 *
 * <pre>{@code
 * IdentityFile.write(folder.resolve("faces.npy"), identities);
 * List<Identity> again = IdentityFile.read(folder.resolve("faces.npy"));
 * }</pre>
 */
public final class IdentityFile {

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
    /** Some 100,000 identities; more would not be a list of faces but a mistake. */
    private static final long LONGEST = 1L << 29;

    /** The file beside: which recogniser, and the norm of each embedding. */
    private record Origin(String recogniser, double[] norms) {}

    private IdentityFile() {}

    /**
     * Writes the identities and the file beside; files of these names are replaced when the new ones are complete.
     *
     * @param file its name ends in .npy or .csv
     * @param identities at least one, all of the same recogniser
     * @throws Arc2FaceException when there is none, recognisers are mixed, or the file cannot be written
     */
    public static void write(Path file, List<Identity> identities) {
        if (identities.isEmpty()) {
            throw new Arc2FaceException("There is no identity to be saved in \"" + file + "\". Detect a face first.");
        }
        String recogniser = identities.get(0).recogniser();
        identities.forEach(identity -> identity.requireSameRecogniser(recogniser));
        byte[] content = content(file, identities);
        double[] norms = identities.stream().mapToDouble(Identity::norm).toArray();
        CompleteFile.write(
                beside(file), JSON.toJson(new Origin(recogniser, norms)).getBytes(StandardCharsets.UTF_8));
        CompleteFile.write(file, content);
    }

    /**
     * @param file a NumPy file with the file beside that names the recogniser
     * @return its identities, at least one
     * @throws Arc2FaceException when one of the two files is missing, damaged, or holds something else
     */
    public static List<Identity> read(Path file) {
        if (!Files.isRegularFile(beside(file)) && Files.isRegularFile(file)) {
            throw new Arc2FaceException("It is not known which recogniser computed the numbers in \"" + file + "\": \""
                    + beside(file).getFileName()
                    + "\" is missing beside it. Copy that file there too, or compute the identities again"
                    + " from the pictures.");
        }
        return read(file, "");
    }

    /**
     * Also reads files of other programs, whose numbers need not have unit length.
     *
     * @param file a NumPy file
     * @param recogniser SHA-256 of the recogniser's file that its numbers come from, where no file beside names it
     * @return its identities, at least one
     * @throws Arc2FaceException when the file is missing, damaged, or holds something else
     */
    public static List<Identity> read(Path file, String recogniser) {
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException(
                    "There is no file \"" + file + "\". Choose a NumPy file (.npy) with identities.");
        }
        try {
            return Files.isRegularFile(beside(file))
                    ? identities(rows(file), origin(file))
                    : identities(rows(file), recogniser);
        } catch (IOException | Arc2FaceException e) {
            throw new Arc2FaceException(
                    "The identities in \"" + file + "\" cannot be read: "
                            + String.valueOf(e.getMessage()).replaceFirst("\\.$", "") + ".",
                    e);
        }
    }

    private static List<Identity> identities(List<float[]> rows, String recogniser) {
        return rows.stream().map(row -> Identity.ofEmbedding(row, recogniser)).toList();
    }

    private static List<Identity> identities(List<float[]> rows, Origin origin) throws IOException {
        if (origin.norms().length != rows.size()) {
            throw new IOException(
                    "it holds " + rows.size() + " identities, but the file beside it names " + origin.norms().length);
        }
        List<Identity> identities = new ArrayList<>();
        for (Identity identity : identities(rows, origin.recogniser())) {
            identities.add(new Identity(identity.vector(), origin.recogniser(), origin.norms()[identities.size()]));
        }
        return identities;
    }

    private static List<float[]> rows(Path file) throws IOException {
        Tensor numbers = Npy.read(bytes(file));
        int axes = numbers.shape().length;
        if (axes < 1 || axes > 2 || numbers.dim(-1) != Identity.LENGTH || numbers.size() == 0) {
            throw new IOException(
                    "it holds numbers of shape " + numbers.shapeText() + ", not [n, " + Identity.LENGTH + "]");
        }
        return IntStream.range(0, numbers.size() / Identity.LENGTH)
                .mapToObj(i -> Arrays.copyOfRange(numbers.data(), i * Identity.LENGTH, (i + 1) * Identity.LENGTH))
                .toList();
    }

    private static Origin origin(Path file) throws IOException {
        String damaged = "\"" + beside(file).getFileName() + "\" beside it is damaged";
        try {
            Origin origin = JSON.fromJson(new String(bytes(beside(file)), StandardCharsets.UTF_8), Origin.class);
            if (origin == null || origin.recogniser() == null || origin.norms() == null) {
                throw new IOException(damaged);
            }
            return origin;
        } catch (JsonParseException | IllegalArgumentException e) { // of a null among numbers
            throw new IOException(damaged, e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        return WholeFile.bytes(file, LONGEST);
    }

    private static byte[] content(Path file, List<Identity> identities) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            return npy(identities);
        }
        if (name.endsWith(".csv")) {
            return csv(identities).getBytes(StandardCharsets.US_ASCII);
        }
        throw new Arc2FaceException("Identities cannot be saved in \"" + file.getFileName()
                + "\". Choose a name that ends in .npy or .csv.");
    }

    private static byte[] npy(List<Identity> identities) {
        Tensor rows = Tensor.zeros(identities.size(), Identity.LENGTH);
        for (int i = 0; i < identities.size(); i++) {
            System.arraycopy(identities.get(i).vector(), 0, rows.data(), i * Identity.LENGTH, Identity.LENGTH);
        }
        return Npy.write(rows);
    }

    /** Float.toString is the shortest decimal that reads back to the same float, whatever the country. */
    private static String csv(List<Identity> identities) {
        String header = IntStream.rangeClosed(1, Identity.LENGTH)
                .mapToObj(i -> "id_" + i)
                .collect(Collectors.joining(",", "", "\n"));
        return identities.stream().map(identity -> line(identity.vector())).collect(Collectors.joining("", header, ""));
    }

    private static String line(float[] vector) {
        return IntStream.range(0, vector.length)
                .mapToObj(i -> Float.toString(vector[i]))
                .collect(Collectors.joining(",", "", "\n"));
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }
}
