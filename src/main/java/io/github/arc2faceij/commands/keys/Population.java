package io.github.arc2faceij.commands.keys;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceSearch;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.space.TraitAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Many people, from a folder of photos, open images or files.
 *
 * @param people at least one
 */
public record Population(List<OtherIdentity> people) {

    /** A column of this name says of which photo a row is. */
    private static final String FILE = "file";

    /**
     * @param arc2face the model
     * @param text full path of a folder, whose photos give their largest face each, or what {@link OtherIdentity#find} takes
     * @param progress told of it; photos without a face are left out and named in the Log
     * @return these people, those of a folder in the order of the photos' names
     * @throws Arc2FaceException when there is nobody
     */
    public static Population of(Arc2Face arc2face, String text, Progress progress) {
        if (text == null || text.isBlank()) {
            throw new Arc2FaceException(
                    "Whose face space is it to be? Give the full path of a folder of photos, or of .npy"
                            + " files that Compute Face IDs... saved.");
        }
        return new Population(
                isFolder(text.strip())
                        ? inFolder(arc2face, SavePath.existingFolder(text), progress)
                        : OtherIdentity.find(arc2face, text, progress));
    }

    /** @return who they are */
    public List<Identity> identities() {
        return SpaceKey.identities(people);
    }

    /**
     * @param file a table, whose rows are the people in their order, or that has a column "file" with the names of the
     *     photos
     * @param column that holds the labels; people whose cell is empty are left out
     * @return the axis of these labels
     * @throws Arc2FaceException when the table does not fit
     */
    public TraitAxis axis(Path file, String column) {
        ResultsTable table = table(file);
        if (!table.columnExists(column)) {
            throw new Arc2FaceException("\"" + file + "\" has no column \"" + column + "\". It has "
                    + String.join(", ", table.getHeadings()) + ".");
        }
        boolean named = table.columnExists(FILE);
        if (!named && table.size() != people.size()) {
            throw new Arc2FaceException("\"" + file + "\" has " + table.size() + " rows for " + people.size()
                    + " people. Give a row for each, or a column \"" + FILE + "\" with the names of the photos.");
        }
        List<Identity> labelled = new ArrayList<>();
        List<Double> labels = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            int row =
                    named ? row(table, FaceSource.parse(people.get(i).source()).name()) : i;
            double label = row < 0 ? Double.NaN : table.getValue(column, row);
            if (!Double.isNaN(label)) {
                labelled.add(people.get(i).identity());
                labels.add(label);
            }
        }
        return TraitAxis.of(
                labelled, labels.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static ResultsTable table(Path file) {
        try {
            ResultsTable table = ResultsTable.open(file.toString());
            if (table != null && table.size() > 0) {
                return table;
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new Arc2FaceException(
                    "Cannot read the table \"" + file + "\" (" + e.getMessage()
                            + "). It is a .csv file with the names of its columns in the first line.",
                    e);
        }
        throw new Arc2FaceException("The table \"" + file + "\" has no rows.");
    }

    private static int row(ResultsTable table, String name) {
        return IntStream.range(0, table.size())
                .filter(row -> name.equals(table.getStringValue(FILE, row)))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isFolder(String text) {
        try {
            return Files.isDirectory(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<OtherIdentity> inFolder(Arc2Face arc2face, Path folder, Progress progress) {
        List<Path> photos = photos(folder);
        List<OtherIdentity> people = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            String name = photos.get(i).getFileName().toString();
            Progress part = progress.part((double) i / photos.size(), (i + 1.0) / photos.size());
            try {
                IdentifiedFace face = IdentifiedFace.find(
                                arc2face,
                                Photo.of(ImageFile.open(photos.get(i))),
                                FaceChoice.LARGEST,
                                FaceSearch.WHERE_NONE,
                                part)
                        .get(0);
                people.add(
                        new OtherIdentity(FaceSource.face(name, face.number()).text(), face.identity()));
            } catch (Arc2FaceException e) {
                IJ.log(name + " is left out: " + e.getMessage());
            }
        }
        return people;
    }

    private static List<Path> photos(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !ImageFile.isSomethingElse(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot read the folder \"" + folder + "\" (" + e.getMessage() + "). Check that you may read it.",
                    e);
        }
    }
}
